//! All tests that drive the service from outside, in one binary, so that it is linked once.

mod edge_frames;
mod edge_http2;
mod edge_port;
mod edge_serve;
