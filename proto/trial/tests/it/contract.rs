//! What the contract says about itself.
