-- Trial balance agrees: every account has the same closing balance as in the ledger.
--
-- since: 2000-01
-- left:  sum of the absolute differences between the trial balance and the ledger
-- right: zero
-- rule:  there is no row for a month without a trial balance, because it is not required

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
