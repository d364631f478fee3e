/** The EAR taken down and put up again inside one running server, as an update does it. */
package org.healthchain.redeployment;
