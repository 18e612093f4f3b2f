package dev.replywise.sink.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.SmtpCommand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a service goes through, alerts begin before they end, and one of a kind at a time. */
class AlertWatchProperties {
    @Property(tries = 150)
    void beginAndEndTakeTurns(@ForAll @Size(max = 120) List<@IntRange(min = 0, max = 1999) Integer> steps) {
        Mail mail = new Mail();
        for (int step : steps) {
            act(mail, step % 10, 1 + step / 10 % 40, step / 400);
        }
        mail.minutes(7 * 60);

        Set<String> lasting = new HashSet<>();
        for (String line : mail.alerts()) {
            String[] words = line.split(" ");
            assertThat(words[1].equals("begin") ? lasting.add(words[0]) : lasting.remove(words[0]))
                    .as(line + " in " + mail.alerts())
                    .isTrue();
        }
        assertThat(lasting).as("seven quiet hours end everything").isEmpty();
    }

    private static void act(Mail mail, int what, int times, int where) {
        mail.at("mx" + where + ".example");
        switch (what) {
            case 0:
                mail.accepted(times);
                break;
            case 1:
                mail.refused(times, SmtpCommand.RCPT, "550 5.1.1 No such user");
                break;
            case 2:
                mail.refused(times, SmtpCommand.AUTH, "535 5.7.8 No");
                break;
            case 3:
                mail.refused(times, SmtpCommand.MAIL, "451 4.3.2 Later");
                break;
            case 4:
                mail.refused(times, SmtpCommand.CONNECT, "554 5.7.1 Blocked using zen.example");
                break;
            case 5:
                mail.notConnected(times, SmtpCommand.CONNECT, "tls-untrusted");
                break;
            case 6:
                mail.unknown(times);
                break;
            case 7:
                mail.sleep(times * 600L).look();
                break;
            default:
                mail.minutes(times);
        }
    }
}
