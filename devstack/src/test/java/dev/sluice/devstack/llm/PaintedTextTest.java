package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaintedTextTest {
    private static final String TEXT = "Rechnung Nr. 4711\nSumme: 119,00 €\n".repeat(12);

    @Test
    void aPictureOfSomethingElseSaysNothing() throws Exception {
        BufferedImage photo = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 640; x++) {
            for (int y = 0; y < 480; y++) {
                photo.setRGB(x, y, x * y * 31);
            }
        }
        assertThat(PaintedText.read(png(photo))).isEmpty();
        assertThat(PaintedText.read(png(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void whatIsPaintedCanBeRead(String format) throws Exception {
        assertThat(PaintedText.read(PaintedText.file(TEXT, format))).contains(TEXT);
    }

    @Test
    void webpHasItBesideThePixels() throws Exception {
        assertThat(PaintedText.read(PaintedText.webp("odd"))).contains("odd");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 700, 1_900})
    void itSurvivesScaling(int width) throws Exception {
        BufferedImage image = PaintedText.paint(TEXT);
        int height = Math.round(image.getHeight() * (float) width / image.getWidth());
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();

        assertThat(PaintedText.read(png(scaled))).contains(TEXT);
    }

    @Test
    void theServerRefusesAPictureThatItWouldHaveToFetch() throws Exception {
        try (SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
                Chat chat = new Chat(server)) {
            assertThat(chat.post(request("https://example.com/page.png")).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void theServerWritesDownWhatAPictureSays() throws Exception {
        try (SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
                Chat chat = new Chat(server)) {
            String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(PaintedText.file(TEXT, "png"));
            JsonNode reply = new ObjectMapper().readTree(chat.post(request(url)).body());
            JsonNode answer = new ObjectMapper()
                    .readTree(reply.at("/choices/0/message/content").asText());
            assertThat(answer.path("text").asText()).isEqualTo(TEXT);
            assertThat(reply.at("/usage/prompt_tokens").asInt()).isGreaterThan(700);
        }
    }

    private static ObjectNode request(String url) {
        ObjectNode request = new ObjectMapper().createObjectNode().put("model", "simulated-small");
        ObjectNode message = request.putArray("messages").addObject().put("role", "user");
        var parts = message.putArray("content");
        parts.addObject().put("type", "text").put("text", "Page 1 of 1");
        parts.addObject().put("type", "image_url").putObject("image_url").put("url", url);
        ObjectNode format = request.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema")
                .put("name", "transcribe")
                .putObject("schema")
                .put("type", "object");
        return request;
    }

    private static byte[] png(BufferedImage image) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
