//! What the front end makes of small sources.
