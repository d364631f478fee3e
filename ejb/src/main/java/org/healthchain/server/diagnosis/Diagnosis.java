package org.healthchain.server.diagnosis;

/**
 * A coded diagnosis.
 *
 * @param code ICD-10-CM code with its dot, such as {@code J45.909}
 * @param description the code's words as shown to the doctor when the visit was entered
 */
public record Diagnosis(String code, String description) {}
