//! The generator's features, called over REST and over gRPC.

mod house;
mod requests;
mod refusals;
mod patches;
mod streams;
mod contract;
mod frames;
