//! How many of what, and which id each has.

use super::evenings::PAST;
use sotay::base::Id;

/// Members of a branch, on average and here exactly.
const IN_A_BRANCH: u32 = 19;
/// Branches of a commune or ward: 3,321 of them have some 295,000.
const IN_A_COMMUNE: u32 = 88;
/// Provinces since 01/7/2025.
const PROVINCES: u32 = 34;
/// The first id; numbers are added to its milliseconds, and kinds at its end.
const FIRST: u128 = 0x018b_b000_0000_7000_8000_0000_0000_0000;

/// The nation in numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) members: u32,
    pub(crate) branches: u32,
    pub(crate) communes: u32,
    pub(crate) provinces: u32,
}

impl Shape {
    pub(crate) fn of(members: u32) -> Self {
        let branches = members.div_ceil(IN_A_BRANCH);
        Self {
            members,
            branches,
            communes: branches.div_ceil(IN_A_COMMUNE),
            provinces: PROVINCES,
        }
    }

    /// All of them, with the one above all.
    pub(crate) fn organizations(&self) -> u32 {
        1 + self.provinces + self.communes + self.branches
    }

    pub(crate) fn root(&self) -> Id {
        id(1, 0)
    }

    pub(crate) fn province(&self, number: u32) -> Id {
        id(2, number)
    }

    pub(crate) fn commune(&self, number: u32) -> Id {
        id(3, number)
    }

    pub(crate) fn branch(&self, number: u32) -> Id {
        id(4, number)
    }

    pub(crate) fn member(&self, number: u32) -> Id {
        id(5, number)
    }

    pub(crate) fn membership(&self, number: u32) -> Id {
        id(6, number)
    }

    /// A meeting of a branch, so many months before the last.
    pub(crate) fn meeting(&self, branch: u32, before: u32) -> Id {
        id(7, branch * (PAST + 1) + before)
    }

    /// The meeting that a branch is called to.
    pub(crate) fn tonight(&self, branch: u32) -> Id {
        self.meeting(branch, 0)
    }

    /// The call of a meeting.
    pub(crate) fn notice(&self, branch: u32, before: u32) -> Id {
        id(8, branch * (PAST + 1) + before)
    }

    pub(crate) fn branch_of(&self, member: u32) -> u32 {
        member / IN_A_BRANCH
    }

    pub(crate) fn commune_of(&self, branch: u32) -> u32 {
        branch / IN_A_COMMUNE
    }

    pub(crate) fn province_of(&self, commune: u32) -> u32 {
        commune % self.provinces
    }

    /// The secretary of a branch.
    pub(crate) fn secretary(&self, branch: u32) -> u32 {
        branch * IN_A_BRANCH
    }

    /// Who keeps the files of a commune.
    pub(crate) fn keeper(&self, commune: u32) -> u32 {
        commune * IN_A_COMMUNE * IN_A_BRANCH + 1
    }

    /// Who runs the system in a province; the first runs it everywhere.
    pub(crate) fn administrator(&self, province: u32) -> u32 {
        self.keeper(province) + 1
    }

    /// Who answers for the organisations of a province; the first answers for all.
    pub(crate) fn officer(&self, province: u32) -> u32 {
        self.keeper(province) + 2
    }
}

/// A number that looks drawn, the same for the same member and purpose.
pub(crate) fn draw(number: u32, purpose: u32) -> u32 {
    let mut state = u64::from(number) << 32 | u64::from(purpose);
    state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((state ^ (state >> 31)) & 0x7fff_ffff) as u32
}

/// Ids differ where those of a real nation do: an index over ids and days, which looks at their first bits, would be built
/// by comparing everybody with everybody otherwise.
fn id(kind: u128, number: u32) -> Id {
    Id::from_u128(FIRST + (u128::from(number) << 80) + kind)
}
