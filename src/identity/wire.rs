//! Proto to domain and back, once for both transports.

use super::device::Device;
use super::issue::Issued;
use super::me::Me;
use super::ring::SigningKey;
use super::sessions::Pair;
use super::sheet::{IssuedTo, LeftOut, Sheet};
use super::{Activation, PasswordChange, Refresh, Refusal, SignIn, SignedIn};
use crate::access::Action;
use crate::base::{Error, Id};
use crate::directory;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sotay_proto::identity::v1;

pub(super) fn activation(request: v1::ActivateRequest) -> Result<Activation, Refusal> {
    Ok(Activation {
        device: device(request.device)?,
        login: request.login,
        code: request.code,
        password: request.password,
    })
}

pub(super) fn sign_in(request: v1::SignInRequest) -> Result<SignIn, Refusal> {
    Ok(SignIn {
        device: device(request.device)?,
        login: request.login,
        password: request.password,
        known_by: request.known_by,
    })
}

pub(super) fn refresh(request: v1::RefreshRequest) -> Refresh {
    Refresh {
        token: request.refresh_token,
        signature: request.signature,
    }
}

pub(super) fn password_change(request: v1::ChangePasswordRequest) -> PasswordChange {
    PasswordChange {
        current: request.current_password,
        new: request.new_password,
        keeps_others: request.keep_others,
    }
}

pub(super) fn signed_in(listed: Vec<SignedIn>, current: Id) -> v1::ListSessionsResponse {
    let sessions = listed.into_iter().map(|device| v1::SignedInDevice {
        session: device.session.to_string(),
        name: device.name,
        platform: device.platform,
        shared: device.shared,
        current: device.session == current,
        sign_in_time: Some(device.signed_in_at.into()),
        refresh_time: Some(device.refreshed_at.into()),
    });
    v1::ListSessionsResponse {
        sessions: sessions.collect(),
    }
}

fn device(device: Option<v1::Device>) -> Result<Device, Refusal> {
    let device = device.unwrap_or_default();
    Device::introduce(&device.name, &device.platform, &device.public_key, device.shared)
}

pub(super) fn session(pair: Pair) -> v1::Session {
    v1::Session {
        access_token: pair.access,
        expires_in: i32::try_from(pair.lifetime.num_seconds()).unwrap_or(i32::MAX),
        refresh_token: pair.refresh.unwrap_or_default(),
        member: pair.member.to_string(),
    }
}

pub(super) fn activation_code(issued: Issued) -> v1::ActivationCode {
    v1::ActivationCode {
        code: issued.code,
        expire_time: Some(issued.expires_at.into()),
        slip: Some(v1::Slip {
            text: issued.slip.text,
            svg: issued.slip.svg,
        }),
    }
}

pub(super) fn activation_sheet(sheet: Sheet) -> v1::ActivationSheet {
    v1::ActivationSheet {
        slips: sheet.slips.into_iter().map(issued_to).collect(),
        left_out: sheet.left_out.into_iter().map(left_out).collect(),
        sheet: sheet.page,
        more: sheet.more,
    }
}

fn issued_to(slip: IssuedTo) -> v1::IssuedSlip {
    v1::IssuedSlip {
        member: slip.member.to_string(),
        name: slip.name,
        activation_code: Some(activation_code(slip.issued)),
    }
}

fn left_out(left_out: LeftOut) -> v1::LeftOut {
    let refused = Error::from(left_out.why);
    let text = refused
        .refusal()
        .map(|refused| refused.text.vi.clone().into_owned());
    v1::LeftOut {
        member: left_out.member.to_string(),
        name: left_out.name,
        code: left_out.why.code().to_owned(),
        message: text.unwrap_or_default(),
    }
}

pub(super) fn me(me: Me, minimum_app_version: &str, now: DateTime<Utc>) -> v1::Me {
    v1::Me {
        member: Some(directory::wire::member(me.member)),
        memberships: me
            .memberships
            .into_iter()
            .map(directory::wire::membership)
            .collect(),
        grants: me.grants.into_iter().map(directory::wire::grant).collect(),
        can: me.can.into_iter().map(permission).collect(),
        minimum_app_version: minimum_app_version.to_owned(),
        server_time: Some(now.into()),
    }
}

fn permission((action, organization): (Action, Id)) -> v1::Permission {
    v1::Permission {
        action: action.name().to_owned(),
        organization: organization.to_string(),
    }
}

/// A public key as RFC 8037 writes it.
pub(super) fn key(key: SigningKey) -> v1::Key {
    v1::Key {
        kty: "OKP".to_owned(),
        crv: "Ed25519".to_owned(),
        x: URL_SAFE_NO_PAD.encode(&key.public),
        kid: key.kid,
        alg: "EdDSA".to_owned(),
        r#use: "sig".to_owned(),
    }
}
