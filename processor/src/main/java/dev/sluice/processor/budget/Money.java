package dev.sluice.processor.budget;

import dev.sluice.runtime.control.SettingText;

/** Amounts for people. */
final class Money {

    private Money() {}

    /** Such as {@code 12.5 USD}. */
    static String text(long micros) {
        return SettingText.dollars(micros) + " USD";
    }
}
