-- Asked references: the text that a search is for, as a reference and, if it may be one, as an amount.
--
-- since: 2000-01
-- grain: one row
-- key:   none
-- takes: reference
-- rule:  exports.md#references

with

question as (
    select
        upper(trim($reference)) as wanted,
        regexp_replace($reference, '[^0-9.,]+', '', 'g') as digits,
        regexp_replace(upper($reference), '[^\p{L}0-9]+', '', 'g') as letters,
        regexp_replace(
            regexp_replace(upper($reference), '(^|[^0-9])0+([0-9])', '\1\2', 'g'), '[^\p{L}0-9]+', '', 'g'
        ) as short,
        regexp_matches(
            upper(trim($reference)), '^[^\p{L}]*(\p{L}{3}[ \p{Sc}]*|\p{L}{1,2}\p{Sc} *)?[0-9][^\p{L}]*(\p{L}{3})?$'
        ) as may_be_amount
)

select
    wanted,
    letters,
    short,
    case
        when not may_be_amount then null
        -- A comma before one or two digits at the end is a decimal mark.
        when regexp_matches(digits, '^[0-9.]*,[0-9]{1,2}$')
            then try_cast(replace(replace(digits, '.', ''), ',', '.') as decimal(18, 4))
        else try_cast(replace(digits, ',', '') as decimal(18, 4))
    end as money
from question
