//! The slip a secretary prints: what to do, with which code, until when. No number of a citizen stands on it.

use super::codes::Code;
use crate::base::{Result, vietnam};
use crate::directory::logins::Login;
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;

/// What the app's camera looks for. The code alone opens nothing: it goes with the login.
const SCHEME: &str = "sotay:activate?code=";

/// A slip, once as text and once to be scanned.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Ready to print.
    pub text: String,
    /// The code as a QR.
    pub svg: String,
    /// What to sign in with, in words.
    pub logins: String,
}

/// Whose slip it is.
#[derive(Debug)]
pub(super) struct Recipient<'a> {
    pub name: &'a str,
    pub logins: &'a [Login],
}

/// Writes the slip.
pub(super) fn write(code: &Code, recipient: &Recipient<'_>, expires_at: DateTime<Utc>) -> Result<Slip> {
    let Recipient { name, logins } = recipient;
    let logins = named(logins);
    let text = format!(
        "PHIẾU KÍCH HOẠT SỔ TAY ĐẢNG VIÊN ĐIỆN TỬ\n\
         \n\
         Đồng chí: {name}\n\
         Mã kích hoạt: {code}\n\
         Có hiệu lực đến {until}, dùng một lần.\n\
         \n\
         1. Mở ứng dụng, chọn \"Kích hoạt\" rồi quét mã QR, hoặc nhập mã trên (không phân biệt chữ hoa, chữ thường).\n\
         2. Tên đăng nhập: {logins}.\n\
         3. Đặt mật khẩu từ 8 ký tự trở lên; một câu ngắn dễ nhớ là tốt nhất.\n\
         \n\
         Không đưa phiếu này cho người khác. Mất phiếu, quên mật khẩu hoặc mất máy: xin bí thư chi bộ phiếu mới.\n",
        code = code.printed(),
        until = vietnam::written(expires_at),
    );
    Ok(Slip {
        text,
        svg: drawn(code)?,
        logins,
    })
}

fn named(logins: &[Login]) -> String {
    let names: Vec<&str> = logins
        .iter()
        .map(|login| match login {
            Login::CardNumber => "số thẻ đảng viên",
            Login::CitizenId => "số căn cước công dân",
            Login::PhoneNumber => "số điện thoại",
        })
        .collect();
    names.join(" hoặc ")
}

fn drawn(code: &Code) -> Result<String> {
    let drawing = QRBuilder::new(format!("{SCHEME}{}", code.as_str()))
        .build()
        .map_err(|error| anyhow!("a slip could not be drawn: {error:?}"))?;
    Ok(SvgBuilder::default().to_str(&drawing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn a_slip_says_what_to_do() {
        let code = Code::read("2K7MHTPR4X").unwrap();
        let recipient = Recipient {
            name: "Nguyễn Thị Lan",
            logins: &[Login::CitizenId, Login::CardNumber],
        };
        let until = Utc.with_ymd_and_hms(2023, 12, 3, 5, 0, 0).unwrap();
        let slip = write(&code, &recipient, until).unwrap();
        for part in [
            "Đồng chí: Nguyễn Thị Lan",
            "2K7MH-TPR4X",
            "12:00 ngày 03/12/2023",
            "số căn cước công dân hoặc số thẻ đảng viên",
        ] {
            assert!(slip.text.contains(part), "{part}\n{}", slip.text);
        }
        assert!(slip.svg.starts_with("<svg") && slip.svg.ends_with("</svg>"));
    }
}
