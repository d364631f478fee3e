package org.healthchain.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Root of the REST interface. */
@ApplicationPath("/api")
public class Api extends Application {}
