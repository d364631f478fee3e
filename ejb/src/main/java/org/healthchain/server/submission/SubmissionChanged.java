package org.healthchain.server.submission;

/** CDI event, fired after the state change is committed, so that pages can be pushed. */
public record SubmissionChanged(String doctor, SubmissionView submission) {}
