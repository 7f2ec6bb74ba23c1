package dev.sluice.benchmarks;

/** A document of some 1,300 characters that every engine is sure of; each a little different. */
final class Documents {
    private static final String TEXT = """
            ESTERWICK, 12 November 2026 - The old harbour bridge of Esterwick will reopen on 3 March 2027, mayor Helena
            Brandvold announced today. Officials had closed it to the public in June 2026, after an inspection found cracks
            in two of its pillars. According to the government of the province, the repair costs 4,200,000 EUR, of which the
            state pays half. The company Nordkai Logistics GmbH, which runs the harbour, said that it would pay 250,000 EUR
            for a new crane rail on the bridge.

            The parliament of the province will debate the future of three more bridges on Monday, minister Anselm Rook
            said. All of them were built before 1950 and carry more traffic than they were made for. An engineer of the
            ministry told reporters that the bridges were safe, but that inspections would be made each month from now on.

            Residents of the old town welcomed the news. For five months they had to take the road around the bay, which is
            eleven kilometres longer. The ferry that the city had hired for the summer stopped on 31 October 2026, after
            180,000 passengers had used it. Esterwick's museum will open an exhibition about the history of the bridge on
            the day it reopens, the city said in its report.
            """;

    private Documents() {}

    static String text(String id) {
        return TEXT + "This is report number " + id + ".\n";
    }
}
