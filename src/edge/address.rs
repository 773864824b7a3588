//! Whom a request comes from: the peer, unless the peer is a proxy we were told to believe.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;

use super::connection::Peer;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address a request comes from, put into its extensions on both wires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// What limits are counted by: one IPv6 customer holds a whole /64 and could pass for 2^64 others.
    pub fn household(self) -> IpAddr {
        match self.0 {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        }
    }
}

/// Addresses that share their first bits, written `10.0.0.0/8`; without a slash, one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: u128,
    bits: u32,
}

impl Network {
    /// Whether an address belongs to it.
    pub fn holds(&self, address: IpAddr) -> bool {
        (mapped(address) ^ self.first).leading_zeros() >= self.bits
    }
}

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        let bad = || BadNetwork(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.trim().parse().map_err(|_unreadable| bad())?;
        let spare = if address.is_ipv4() { 96 } else { 0 };
        let bits: u32 = match bits {
            Some(bits) => bits.trim().parse().map_err(|_unreadable| bad())?,
            None => 128 - spare,
        };
        if bits + spare > 128 {
            return Err(bad());
        }
        Ok(Self {
            first: mapped(address),
            bits: bits + spare,
        })
    }
}

/// A text that is neither an address nor a network.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is neither an address nor a network such as 10.0.0.0/8")]
pub struct BadNetwork(String);

pub(super) async fn tell(
    State(proxies): State<Arc<[Network]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let client = client_behind(peer.to_canonical(), request.headers(), &proxies);
    request.extensions_mut().insert(ClientAddress(client));
    next.run(request).await
}

/// Each proxy appends whom it heard, so the list is read from the right, and only as long as the speaker is believed.
fn client_behind(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let mut client = peer;
    let lines = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let heard: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for said in heard.into_iter().rev() {
        if !proxies.iter().any(|network| network.holds(client)) {
            break;
        }
        let Ok(before) = said.parse::<IpAddr>() else { break };
        client = before.to_canonical();
    }
    client
}

/// IPv4 in the form IPv6 has for it, so that both compare alike.
fn mapped(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let proxies = ["10.0.0.0/8".parse().unwrap(), "fd00::1".parse().unwrap()];
        client_behind(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_configured_proxies_are_believed_and_from_the_right() {
        assert_eq!(client("192.0.2.1", &["198.51.100.9"]), "192.0.2.1");
        assert_eq!(client("10.1.2.3", &["198.51.100.9"]), "198.51.100.9");
        assert_eq!(client("10.1.2.3", &["1.1.1.1, 198.51.100.9"]), "198.51.100.9");
        assert_eq!(
            client("10.1.2.3", &["1.1.1.1", "198.51.100.9, 10.9.9.9"]),
            "198.51.100.9"
        );
        assert_eq!(client("fd00::1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(client("10.1.2.3", &["1.1.1.1, nonsense"]), "10.1.2.3");
        assert_eq!(client("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn a_household_is_one_ipv4_address_or_64_bits_of_ipv6() {
        let household = |text: &str| ClientAddress(text.parse().unwrap()).household().to_string();
        assert_eq!(household("192.0.2.1"), "192.0.2.1");
        assert_eq!(household("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["", "10.0.0.0/33", "::/129", "proxy", "10.0.0.0/x"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
