//! Who left, joined or moved sees exactly what the dated memberships give. Random histories of branches that change
//! their commune, of members who change their branch, and of notices to all of them are read through the house and
//! worked out day by day beside it.

use std::collections::BTreeSet;

use sotay::access::{Caller, Gate};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, Id};
use sotay::db::Db;
use sotay::notices::{Addressee, Desk};
use sotay_proto::notices::v1::notices_server::Notices;
use sotay_proto::notices::v1::{GetReceiptsRequest, ListMyNoticesRequest, ReadNoticeRequest};
use tonic::Request;

use crate::notices_histories::{History, Member, Written, number};
use crate::notices_order::Dice;
use crate::support::postgres::Database;

const SEEDS: u64 = 8;

#[tokio::test]
async fn everybody_sees_what_the_dated_memberships_give() {
    let database = Database::fresh().await;
    let mut noticed = [0; 2];
    for seed in 1..=SEEDS {
        let history = History::random(Dice(seed * 7919));
        let told = history.told_by(&database).await;
        for (index, member) in history.members.iter().enumerate() {
            let expected = history.sees(member, Rule::AsItIs);
            assert_eq!(told.inboxes[index], expected, "seed {seed}, member {index}");
            for (rule, noticed) in [Rule::TreeOfToday, Rule::NothingStands]
                .into_iter()
                .zip(&mut noticed)
            {
                *noticed += usize::from(history.sees(member, rule) != expected);
            }
        }
        for (notice, counted) in told.expected {
            let readers = history
                .members
                .iter()
                .filter(|member| history.reaches(member, &history.notices[notice], Rule::AsItIs));
            assert_eq!(counted, readers.count(), "seed {seed}, notice {notice}");
        }
    }
    assert!(
        noticed.iter().all(|times| *times > 0),
        "a wrong rule was never noticed: {noticed:?}"
    );
}

/// How the slow way reckons. Two of the three are wrong, and must show.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    AsItIs,
    TreeOfToday,
    NothingStands,
}

struct Told {
    /// What each member's inbox holds.
    inboxes: Vec<BTreeSet<usize>>,
    /// How many each notice to an organisation is for.
    expected: Vec<(usize, usize)>,
}

impl History {
    fn sees(&self, member: &Member, rule: Rule) -> BTreeSet<usize> {
        let alive = |notice: &Written| notice.expires_at.is_none_or(|expires_at| expires_at > self.now);
        let all = self.notices.iter().enumerate();
        all.filter(|(_, notice)| alive(notice) && self.reaches(member, notice, rule))
            .map(|(index, _)| index)
            .collect()
    }

    fn reaches(&self, member: &Member, notice: &Written, rule: Rule) -> bool {
        let (today, written) = (number(self.now), number(notice.at));
        match &notice.to {
            Addressee::Member(one) => *one == member.id,
            Addressee::Members(some) => some.contains(&member.id),
            Addressee::Organization(place) => {
                let last = match notice.stands_until {
                    Some(until) if rule != Rule::NothingStands => number(until).min(today),
                    _ => written,
                };
                (written..=last.max(written)).any(|day| member.sits(day).any(|branch| branch == *place))
            }
            Addressee::Below(place) => {
                let tree = if rule == Rule::TreeOfToday { today } else { written };
                member
                    .sits(written)
                    .any(|branch| self.stands_under(branch, tree, *place))
            }
        }
    }

    fn stands_under(&self, organization: Id, day: usize, place: Id) -> bool {
        organization == place
            || self.edges.iter().any(|(child, edge)| {
                *child == organization && edge.holds(day) && self.stands_under(edge.at, day, place)
            })
    }

    async fn told_by(&self, database: &Database) -> Told {
        let officer = Id::new_v4();
        let mut owner = database.owner().await;
        self.settle(&mut owner, officer).await;
        let ids = self.publish(&mut owner).await;
        let gate = Gate::new(
            Db::connect(&database.config()).await.unwrap(),
            Clock::standing(self.now),
            Keys::new([7; 32]),
        );
        let desk = Desk::new(gate);
        let mut inboxes = Vec::new();
        for member in &self.members {
            let listed = inbox(&desk, member.id).await;
            inboxes.push(
                listed
                    .iter()
                    .map(|id| ids.iter().position(|known| known == id).unwrap())
                    .collect(),
            );
        }
        let reader = &self.members[0];
        let mut expected = Vec::new();
        for (index, notice) in self.notices.iter().enumerate() {
            let read = ReadNoticeRequest {
                notice: ids[index].to_string(),
            };
            let is_let_in = desk.read_notice(by(reader.id, read)).await.is_ok();
            assert_eq!(
                is_let_in,
                self.reaches(reader, notice, Rule::AsItIs),
                "notice {index}"
            );
            if matches!(notice.to, Addressee::Organization(_) | Addressee::Below(_)) {
                let ask = GetReceiptsRequest {
                    notice: ids[index].to_string(),
                    organization: String::new(),
                };
                let receipts = desk.get_receipts(by(officer, ask)).await.unwrap().into_inner();
                expected.push((index, usize::try_from(receipts.counts.unwrap().expected).unwrap()));
            }
        }
        Told { inboxes, expected }
    }
}

fn by<R>(member: Id, request: R) -> Request<R> {
    let mut request = Request::new(request);
    request.extensions_mut().insert(Caller {
        member,
        session: Id::nil(),
    });
    request
}

/// The whole inbox, in small pages.
async fn inbox(desk: &Desk, member: Id) -> Vec<Id> {
    let (mut listed, mut page_token) = (Vec::new(), String::new());
    loop {
        let ask = ListMyNoticesRequest {
            since: String::new(),
            page_size: 4,
            page_token,
        };
        let page = desk.list_my_notices(by(member, ask)).await.unwrap().into_inner();
        listed.extend(page.notices.iter().map(|notice| notice.id.parse::<Id>().unwrap()));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return listed;
        }
    }
}
