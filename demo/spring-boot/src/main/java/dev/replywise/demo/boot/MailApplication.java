package dev.replywise.demo.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication
public class MailApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(MailApplication.class, arguments);
    }
}
