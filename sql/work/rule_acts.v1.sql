-- Rule acts: the newest act of an administrator that set each signing rule.
--
-- since: 2000-01
-- grain: one row for each rule that an act has set
-- key:   rule_name
-- events: signing_rule
-- rule:  worklist.md#priority, control-accounts.md#tolerance

with

numbered_acts as (
    select
        subject as rule_name, amount,
        row_number() over (partition by subject order by number desc) as age
    from audit_log
    where kind = 'signing_rule'
)

select
    rule_name,
    amount
from numbered_acts
where age = 1
