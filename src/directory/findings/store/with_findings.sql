-- The next organisations below one that hold findings which nobody dismissed, or which somebody did.
select t.organization
from access.closure c
join directory.tallies t on t.organization = c.descendant
where c.ancestor = $1
  and c.descendant >= $3::uuid
  and t.organization >= $3
  and ($2::text is null or t.kind = $2)
  and case when $5::boolean then t.dismissed else t.findings end <> '{}'
group by t.organization
order by t.organization
limit $4
