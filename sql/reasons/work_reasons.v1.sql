-- Worklist reasons: why an item that was explained, accrued, accepted or put back is open again.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  worklist.md#exits

select
    code,
    sentence,
    remedy
from (
    values
    ('put_back', 'Put back on the list for {exit_period:month} by {exit_who}: {exit_note}', ''),
    ('accrual_reversed', 'Accrued for {exit_period:month} by {exit_value}. That journal has reversed, and the item is still open.', ''),
    ('above_threshold', 'Accepted for {exit_period:month} by {exit_who}. It is now {1}, above the threshold of {2}.', ''),
    ('explained_at_another', 'Explained for {exit_period:month} by {exit_who} at {1}. It is now {2}.', ''),
    ('accrued_at_another', 'Accrued for {exit_period:month} by {exit_who} at {1}. It is now {2}.', '')
) as listed (code, sentence, remedy)
