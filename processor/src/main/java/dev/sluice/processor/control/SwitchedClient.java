package dev.sluice.processor.control;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingText;
import java.util.Optional;

/**
 * Makes no call while the kill switch is set. Belongs directly around what calls, so that nothing that waits in between, such
 * as for a permit, begins a call afterwards. Calls under way go on to their end: they are paid for.
 */
public final class SwitchedClient implements LlmClient {
    private final LlmClient client;
    private final Controls controls;

    public SwitchedClient(LlmClient client, Controls controls) {
        this.client = client;
        this.controls = controls;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        Optional<Setting> off = controls.inForce().killSwitch();
        if (off.isPresent()) {
            throw new LlmException(Reason.SWITCHED_OFF, "no model is called: " + SettingText.of(off.get()), null, null);
        }
        return client.complete(request);
    }
}
