//! A service that says back what it understood, and ways to call it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request as HttpRequest, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use sotay_rest::guard::Answers;
use sotay_rest::wkt::Empty;
use sotay_rest::{Kind, Language, Method, Refused, SignIn, problem_of};
use sotay_trial::trial::v1::trial_server::Trial;
use sotay_trial::trial::v1::*;
use tonic::{Request, Response, Status};
use tower::ServiceExt;

pub(crate) const SHELF: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub(crate) struct Echo;

#[tonic::async_trait]
impl Trial for Echo {
    async fn create_thing(&self, request: Request<CreateThingRequest>) -> Result<Response<Thing>, Status> {
        let CreateThingRequest {
            shelf,
            thing,
            dry_run,
        } = request.into_inner();
        let mut thing = thing.unwrap_or_default();
        if thing.name == "full" {
            let refused = Refused::new(
                Kind::Conflict,
                "TRIAL_SHELF_FULL",
                "Kệ đã đầy.",
                "The shelf is full.",
            );
            return Err(refused.retry_after(std::time::Duration::from_millis(2500)).into());
        }
        thing.shelf = shelf;
        if dry_run {
            thing.name = "dry".to_owned();
        }
        let mut response = Response::new(thing);
        response.metadata_mut().insert("etag", "\"7\"".parse().unwrap());
        response
            .metadata_mut()
            .insert("x-inside", "secret".parse().unwrap());
        Ok(response)
    }

    async fn get_thing(&self, request: Request<GetThingRequest>) -> Result<Response<Thing>, Status> {
        let method = request.extensions().get::<&'static Method>().unwrap();
        assert_eq!(method.name, "GetThing");
        match request.get_ref().name.as_str() {
            "panic" => panic!("the secret is 42"),
            "broken" => Err(Status::internal("the secret is 42")),
            name => Ok(Response::new(Thing {
                name: name.to_owned(),
                ..Thing::default()
            })),
        }
    }

    async fn list_things(
        &self,
        request: Request<ListThingsRequest>,
    ) -> Result<Response<ListThingsResponse>, Status> {
        Ok(Response::new(ListThingsResponse {
            asked: Some(request.into_inner()),
            things: Vec::new(),
        }))
    }

    async fn update_thing(
        &self,
        request: Request<UpdateThingRequest>,
    ) -> Result<Response<UpdateThingResponse>, Status> {
        Ok(Response::new(UpdateThingResponse {
            asked: Some(request.into_inner()),
        }))
    }

    async fn update_label(
        &self,
        request: Request<UpdateLabelRequest>,
    ) -> Result<Response<UpdateLabelResponse>, Status> {
        Ok(Response::new(UpdateLabelResponse {
            asked: Some(request.into_inner()),
        }))
    }

    async fn delete_thing(&self, _: Request<DeleteThingRequest>) -> Result<Response<Empty>, Status> {
        Ok(Response::new(Empty {}))
    }

    type WatchThingStream = Answers<WatchThingResponse>;

    async fn watch_thing(
        &self,
        request: Request<WatchThingRequest>,
    ) -> Result<Response<Answers<WatchThingResponse>>, Status> {
        let WatchThingRequest { name, cursor } = request.into_inner();
        let start: i64 = cursor.parse().unwrap_or_default();
        let mut items: Vec<Result<WatchThingResponse, Status>> = (start + 1..start + 3)
            .map(|count| {
                Ok(WatchThingResponse {
                    cursor: count.to_string(),
                    count,
                })
            })
            .collect();
        match name.as_str() {
            "gone" => return Err(Refused::not_found().into()),
            "slow" => {
                let slow = async || {
                    tokio::time::sleep(sotay_rest::HEARTBEAT + std::time::Duration::from_secs(1)).await;
                    Ok(WatchThingResponse {
                        cursor: "bad\nid".to_owned(),
                        count: 1,
                    })
                };
                return Ok(Response::new(Box::pin(futures_once(slow()))));
            }
            "breaks" => items.push(Err(Status::internal("the secret is 42"))),
            _ => {}
        }
        items.push(Ok(WatchThingResponse {
            cursor: "last".to_owned(),
            count: 0,
        }));
        Ok(Response::new(Box::pin(tokio_stream::iter(items))))
    }
}

fn futures_once<T>(future: impl Future<Output = T>) -> impl tokio_stream::Stream<Item = T> {
    tokio_stream::StreamExt::then(tokio_stream::once(Box::pin(future)), |future| future)
}

/// An answer over REST.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// `code`, then `field: description` of every violation.
    pub(crate) fn refusal(&self) -> Vec<String> {
        let problem = self.json();
        let violations = problem["fieldViolations"].as_array().cloned().unwrap_or_default();
        let shown = violations.iter().map(|violation| {
            format!(
                "{}: {}",
                violation["field"].as_str().unwrap(),
                violation["description"].as_str().unwrap()
            )
        });
        std::iter::once(problem["code"].as_str().unwrap().to_owned())
            .chain(shown)
            .collect()
    }
}

pub(crate) fn rest() -> Router {
    let language = |headers: HeaderMap| Language::of(&headers);
    routes(Arc::new(Echo))
        .fallback(async move |headers| problem_of(&Refused::unknown_path(), language(headers)))
        .method_not_allowed_fallback(async move |headers| {
            problem_of(&Refused::method_not_allowed(), language(headers))
        })
}

/// A request of somebody who is signed in and reads English: `PUT /path`.
pub(crate) fn request(line: &str, json: &str) -> HttpRequest<Body> {
    let (verb, path) = line.split_once(' ').unwrap();
    let builder = HttpRequest::builder()
        .method(verb)
        .uri(path)
        .header("accept-language", "en");
    let builder = builder.extension(SignIn::Known);
    let builder = if json.is_empty() {
        builder
    } else {
        builder.header("content-type", "application/json")
    };
    builder.body(Body::from(json.to_owned())).unwrap()
}

pub(crate) async fn send(request: HttpRequest<Body>) -> Said {
    let (parts, body) = rest().oneshot(request).await.unwrap().into_parts();
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    Said {
        status: parts.status,
        headers: parts.headers,
        text,
    }
}

pub(crate) async fn say(line: &str, json: &str) -> Said {
    send(request(line, json)).await
}

pub(crate) fn guarded() -> Guarded<Echo> {
    Guarded::new(Arc::new(Echo))
}

/// A gRPC request of somebody who is signed in and reads this language.
pub(crate) fn grpc<T>(message: T, language: Language) -> Request<T> {
    let mut request = Request::new(message);
    request
        .metadata_mut()
        .insert("accept-language", language.tag().parse().unwrap());
    request.extensions_mut().insert(SignIn::Known);
    request
}
