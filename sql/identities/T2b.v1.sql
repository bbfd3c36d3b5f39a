-- Trial balance agrees: every account closes there as in the ledger.
--
-- since: 2000-01
-- left:  absolute gaps between trial balance and ledger, added up
-- right: zero
-- rule:  a month without a trial balance lacks nothing, so that it has no row

with

gaps as (
    select sum(abs(gap)) as gap
    from trial_balance_gaps
    where period = $period
)

select
    gap as left_side,
    0 as right_side
from gaps
where gap is not null
