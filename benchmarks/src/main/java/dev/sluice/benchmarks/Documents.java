package dev.sluice.benchmarks;

/** An e-mail of some 900 characters that the models are sure of; each a little different. */
final class Documents {
    private static final String TEXT = """
            Hello,

            on October 28, 2026 I placed order 48213, two Astra desk lamps for EUR 79.80. They are much brighter than I
            expected and I do not need them after all, so I would like to return both and get my money back. The boxes have
            not been opened. Please send me a return label and refund the amount to the card I paid with.

            I called your shop in Marburg on November 3, 2026, and was told that the refund takes ten days once the parcel
            has arrived. I also looked at the Orbit floor lamp, which costs EUR 129.00, but I have not made up my mind
            about it. If the refund is not possible, tell me why; if it is, I will bring the parcel to the post office in
            Esterwick the next morning.

            Kind regards,
            Marta Ellwood
            marta.ellwood@postbox.example.org

            """;

    private Documents() {}

    static String text(String id) {
        return TEXT + "Reference: " + id + ".\n";
    }
}
