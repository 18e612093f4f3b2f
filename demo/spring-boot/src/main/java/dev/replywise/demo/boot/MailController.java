package dev.replywise.demo.boot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends a mail on request. */
@RestController
class MailController {
    private static final Logger LOG = LoggerFactory.getLogger(MailController.class);

    private final JavaMailSender sender;

    MailController(JavaMailSender sender) {
        this.sender = sender;
    }

    /** Answers {@code sent}, or the simple name of the exception, which it logs. */
    @PostMapping("/mail")
    String send(@RequestParam("to") String to) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom("shop@example.com");
        message.setTo(to);
        message.setSubject("Your order");
        message.setText("It is on its way.");
        try {
            sender.send(message);
            return "sent";
        } catch (MailException refused) {
            LOG.error("The mail about an order was not sent", refused);
            return refused.getClass().getSimpleName();
        }
    }
}
