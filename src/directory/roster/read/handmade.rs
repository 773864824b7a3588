//! Archives made by hand, byte by byte: no honest program would write them.

/// A part of an archive, as it is stored.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    /// As they stand in the archive.
    pub(super) bytes: Vec<u8>,
    pub(super) method: u16,
    pub(super) checksum: u32,
    /// How long it says it is, unpacked.
    pub(super) claims: u32,
    /// It has no bytes of its own: its name leads to those of the part before.
    pub(super) shares_the_one_before: bool,
}

impl Part {
    /// Bytes that are not packed.
    pub(super) fn stored(name: &str, bytes: Vec<u8>) -> Self {
        let checksum = bytes.iter().fold(u32::MAX, |sum, byte| stir(sum, *byte));
        Self {
            name: name.to_owned(),
            claims: u32::try_from(bytes.len()).unwrap(),
            bytes,
            method: 0,
            checksum: !checksum,
            shares_the_one_before: false,
        }
    }
}

/// A part of text that is not packed.
pub(super) fn plain(name: &str, text: &str) -> Part {
    Part::stored(name, text.as_bytes().to_vec())
}

/// A part of zeros, 158 of them to a byte.
pub(super) fn zeros(name: &str, length: u64) -> Part {
    let mut bits = Bits::default();
    // One last block with the fixed codes: a zero, then "258 more of the same" over and over.
    bits.push(0b011, 3);
    bits.push_code(0x30, 8);
    for _ in 0..(length - 1) / 258 {
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    for _ in 0..(length - 1) % 258 {
        bits.push_code(0x30, 8);
    }
    bits.push_code(0, 7);
    Part {
        name: name.to_owned(),
        bytes: bits.bytes(),
        method: 8,
        checksum: !(0..length.min(8 * 1024 * 1024)).fold(u32::MAX, |sum, _| stir(sum, 0)),
        claims: u32::try_from(length).unwrap_or(u32::MAX),
        shares_the_one_before: false,
    }
}

#[derive(Default)]
struct Bits {
    done: Vec<u8>,
    open: u32,
    held: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        self.open |= value << self.held;
        self.held += count;
        while self.held >= 8 {
            self.done.push(self.open.to_le_bytes()[0]);
            self.open >>= 8;
            self.held -= 8;
        }
    }

    /// Codes stand with their first bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (32 - count), count);
    }

    fn bytes(mut self) -> Vec<u8> {
        if self.held > 0 {
            self.done.push(self.open.to_le_bytes()[0]);
        }
        self.done
    }
}

/// One step of CRC-32.
fn stir(sum: u32, byte: u8) -> u32 {
    (0..8).fold(sum ^ u32::from(byte), |sum, _| {
        (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
    })
}

/// An archive of parts.
pub(super) fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut bytes, mut directory, mut start) = (Vec::new(), Vec::new(), 0);
    for part in parts {
        let length = |bytes: usize| u32::try_from(bytes).unwrap().to_le_bytes();
        let name_length = u16::try_from(part.name.len()).unwrap().to_le_bytes();
        let common = [
            &20_u16.to_le_bytes()[..],
            &0_u16.to_le_bytes(),
            &part.method.to_le_bytes(),
            &[0, 0, 0x21, 0],
            &part.checksum.to_le_bytes(),
            &length(part.bytes.len()),
            &part.claims.to_le_bytes(),
            &name_length,
            &[0, 0],
        ]
        .concat();
        if !part.shares_the_one_before {
            start = bytes.len();
            bytes.extend(
                [
                    b"PK\x03\x04",
                    common.as_slice(),
                    part.name.as_bytes(),
                    &part.bytes,
                ]
                .concat(),
            );
        }
        directory.extend(
            [
                b"PK\x01\x02\x14\0".as_slice(),
                &common,
                &[0; 10],
                &length(start),
                part.name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (at, long) = (
        u32::try_from(bytes.len()).unwrap(),
        u32::try_from(directory.len()).unwrap(),
    );
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count,
        &count,
        &long.to_le_bytes(),
        &at.to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    [bytes, directory, end].concat()
}

/// The text of a sheet with these rows.
pub(super) fn sheet(rows: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

/// The parts of a workbook with one sheet.
pub(super) fn parts(sheet: &str) -> Vec<Part> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    vec![
        plain(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        plain(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"DS\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        plain(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        plain("xl/worksheets/sheet1.xml", sheet),
    ]
}

/// A workbook with one sheet.
pub(super) fn workbook(sheet: &str) -> Vec<u8> {
    archive(&parts(sheet))
}
