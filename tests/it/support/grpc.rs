//! gRPC without generated clients: messages are read off the contract's descriptors, as a foreign client would.

use axum::Router;
use axum::body::Body;
use bytes::Buf;
use http_body_util::BodyExt;
use prost::Message;
use prost_reflect::{DynamicMessage, MessageDescriptor, SerializeOptions};
use serde_json::Value;
use sotay_rest::Method;
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::metadata::AsciiMetadataKey;
use tonic::{Code, Request, Status};
use tower::ServiceExt;

use super::problem::Problem;
use super::wire::{Ask, STREAM_BEGINS, descriptor};

/// Makes a call and tells the answer as JSON, with everything that REST would write.
pub(crate) async fn call(house: &Router, ask: &Ask) -> Result<Value, Problem> {
    let described = descriptor(ask.method);
    let message = DynamicMessage::deserialize(described.input(), &ask.request)
        .unwrap_or_else(|error| panic!("{}: {error}: {}", ask.method.name, ask.request));
    let answer = send(house, ask, message)
        .await
        .map_err(|status| Problem::of_grpc(&status))?;
    let Some(answer) = answer else {
        return Ok(Value::from(STREAM_BEGINS));
    };
    let options = SerializeOptions::new().skip_default_fields(false);
    Ok(answer
        .serialize_with_options(serde_json::value::Serializer, &options)
        .unwrap())
}

/// The answer; none where a stream begins, which may go on for as long as somebody listens.
async fn send(house: &Router, ask: &Ask, message: DynamicMessage) -> Result<Option<DynamicMessage>, Status> {
    let described = descriptor(ask.method);
    let mut request = Request::new(message);
    for (name, value) in &ask.headers {
        let key = AsciiMetadataKey::from_static(name);
        request.metadata_mut().append(key, value.parse().unwrap());
    }
    let path = ask.method.grpc_path.parse().unwrap();
    let mut client = Grpc::new(house.clone());
    client.ready().await.unwrap();
    let codec = Described(described.output());
    if ask.method.streams {
        client.server_streaming(request, path, codec).await?;
        return Ok(None);
    }
    let answer = client.unary(request, path, codec).await?;
    Ok(Some(answer.into_inner()))
}

/// How a call ends that carries these bytes, whatever they are.
pub(crate) async fn status_of(
    house: &Router,
    method: &Method,
    token: Option<&str>,
    bytes: &'static [u8],
) -> Code {
    let mut request = http::Request::post(method.grpc_path)
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let response = house
        .clone()
        .oneshot(request.body(Body::from(bytes)).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let trailers = body
        .collect()
        .await
        .unwrap()
        .trailers()
        .cloned()
        .unwrap_or_default();
    let said = parts.headers.get("grpc-status").or(trailers.get("grpc-status"));
    said.map_or(Code::Unknown, |status| Code::from_bytes(status.as_bytes()))
}

/// Writes any message, reads messages of one description.
#[derive(Clone)]
struct Described(MessageDescriptor);

impl Codec for Described {
    type Encode = DynamicMessage;
    type Decode = DynamicMessage;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        self.clone()
    }

    fn decoder(&mut self) -> Self {
        self.clone()
    }
}

impl Encoder for Described {
    type Item = DynamicMessage;
    type Error = Status;

    fn encode(&mut self, message: DynamicMessage, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        message
            .encode(buffer)
            .map_err(|error| Status::internal(error.to_string()))
    }
}

impl Decoder for Described {
    type Item = DynamicMessage;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<DynamicMessage>, Status> {
        let bytes = buffer.copy_to_bytes(buffer.remaining());
        DynamicMessage::decode(self.0.clone(), bytes)
            .map(Some)
            .map_err(|error| Status::internal(error.to_string()))
    }
}
