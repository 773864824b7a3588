//! One scenario, two wires.

/// Turns each function into a module with two tests: the same story over gRPC and over REST.
macro_rules! over_both_wires {
    ($($(#[$note:meta])* async fn $name:ident($world:ident: World) $story:block)+) => {$(
        $(#[$note])*
        mod $name {
            #[allow(unused_imports, reason = "a story uses what it needs of the file around it")]
            use super::*;

            async fn story($world: $crate::support::world::World) $story

            #[tokio::test]
            async fn grpc() {
                story($crate::support::world::World::over($crate::support::wire::Wire::Grpc).await).await;
            }

            #[tokio::test]
            async fn rest() {
                story($crate::support::world::World::over($crate::support::wire::Wire::Rest).await).await;
            }
        }
    )+};
}

pub(crate) use over_both_wires;
