//! What the generated REST routes run on.
