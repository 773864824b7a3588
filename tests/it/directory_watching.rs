//! Who follows something on an open stream and is signed out, or loses the post, sees no more of it.

use axum::body::Body;
use http_body_util::BodyExt;
use serde_json::json;
use sotay::base::Id;

use crate::directory_roster_long::{begins_to_watch, long_list};
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::world::World;

/// The secretary's list is staged, and he hears how far it has come.
async fn hears_the_first(secretary: &Person, branch: Id) -> Body {
    let (_, accepted) = secretary.uploads(branch, "", long_list()).await.unwrap();
    let import = accepted["id"].as_str().unwrap().parse().unwrap();
    let mut heard = begins_to_watch(secretary, import).await;
    assert!(heard.frame().await.unwrap().unwrap().is_data());
    heard
}

/// Whatever else comes on the stream, as text; trailers with it.
async fn hears_of_the_rest(body: Body) -> String {
    let rest = body.collect().await.unwrap();
    let trailers = format!("{:?}", rest.trailers());
    String::from_utf8_lossy(&rest.to_bytes()).into_owned() + &trailers
}

async fn ends_the_post(world: &World, secretary: &Person, branch: Id) {
    let son = world.person("001080000011").await;
    let held = son.does("ListGrants", json!({"organization": branch})).await;
    let grants = held["grants"].as_array().unwrap().iter();
    let own = grants.filter(|grant| grant["member"] == json!(secretary.id));
    for grant in own {
        son.does(
            "EndGrant",
            json!({"grant": grant["id"], "reason": "Thôi giữ chức vụ"}),
        )
        .await;
    }
}

over_both_wires! {
    async fn whoever_loses_the_post_sees_no_more(world: World) {
        let branch = world.branch().await;
        let stream = hears_the_first(&branch.secretary, branch.id).await;
        ends_the_post(&world, &branch.secretary, branch.id).await;
        let rest = hears_of_the_rest(stream).await;
        assert!(rest.contains("NOT_FOUND") || rest.contains("\"5\""), "{rest}");
        assert!(!rest.contains("DONE"), "{rest}");
    }

    async fn whoever_is_signed_out_sees_no_more(world: World) {
        let branch = world.branch().await;
        let stream = hears_the_first(&branch.secretary, branch.id).await;
        branch.secretary.does("SignOut", json!({})).await;
        let rest = hears_of_the_rest(stream).await;
        assert!(rest.contains("SIGN_IN_REQUIRED") || rest.contains("\"16\""), "{rest}");
    }
}
