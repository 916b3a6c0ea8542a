using System.Numerics;
using System.Text;

namespace SessionKeys;

/// <summary>Writes the lines of a grant text in their fixed order.</summary>
internal sealed class GrantTextWriter(SessionGrant grant, IReadOnlyDictionary<Address, TokenName>? tokenNames)
{
    private readonly StringBuilder _text = new();
    private readonly CapabilityEnvelope _envelope = grant.Envelope;

    public string Write()
    {
        Line("SessionKeys v1: session grant");
        WriteContext();
        WriteLife();
        WriteOperations();
        WriteBudgets();
        Line($"Capabilities: {_envelope.Capabilities.Count}");
        for (int i = 0; i < _envelope.Capabilities.Count; i++)
        {
            WriteCapability(i, _envelope.Capabilities[i]);
        }

        WriteDetails();
        return _text.Append("End of grant.").ToString();
    }

    private static string Lower(Address address) => Hex.Format(address.ToArray());

    private static long Seconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>Every number in a line is unsigned, so that no culture changes how it is written.</summary>
    private void Line(string content) => _text.Append(content).Append(";\n");

    private void WriteContext()
    {
        SessionContext context = grant.Context;
        Line($"Account: {Lower(context.Account)}");
        Line($"Chain: {context.ChainId}");
        Line($"Module: {Lower(context.Module)}");
        Line($"Route: {context.Route}");
        Line($"Epoch: {context.Epoch}");
        string keyType = _envelope.KeyType == KeyType.Secp256k1 ? "secp256k1" : "P-256";
        Line($"Session key: {Lower(grant.SessionKey)}, {keyType}");
    }

    private void WriteLife()
    {
        Line($"Valid after: {UnixTime.ToText(_envelope.ValidAfter)}");
        Line($"Expires at: {UnixTime.ToText(_envelope.ExpiresAt)}");
        string renewer = _envelope.Renewer.IsZero ? "session key" : Lower(_envelope.Renewer);
        Line(_envelope.Ttl == TimeSpan.Zero
            ? "Ttl: none"
            : $"Ttl: {Seconds(_envelope.Ttl)} s, {_envelope.MaxRenewals} renewals by {renewer}");
        Line(_envelope.IdleTimeout == TimeSpan.Zero
            ? "Idle timeout: none"
            : $"Idle timeout: {Seconds(_envelope.IdleTimeout)} s");
        Line(_envelope.Schedule is { } schedule
            ? $"Schedule: {Seconds(schedule.From)} to {Seconds(schedule.To)} s of the UTC day, " +
                $"weekdays {Days(schedule.Weekdays)}"
            : "Schedule: any time");
    }

    private void WriteOperations()
    {
        Line($"Nonce domain: {BigInteger.One << _envelope.LaneBits} lanes of {_envelope.NonceDomain}");
        Line($"Paymaster: {_envelope.Paymaster}");
        bool hasGasBudget = _envelope.Budgets.Any(budget => budget.Asset == Asset.Gas);
        Line(_envelope.FeesUnlimited ? "Fees: NOT LIMITED"
            : hasGasBudget ? "Fees: within the gas budget"
            : "Fees: paid by the paymaster");
        Line(_envelope.Guard is { } guard
            ? $"Guard: {Lower(guard.Guard)}, USD {guard.UsdLimit} per {Seconds(guard.UsdPeriod)} s, " +
                $"feeds {guard.FeedsHash}"
            : "Guard: none");
    }

    private void WriteBudgets()
    {
        int count = _envelope.Budgets.Count;
        Line($"Budgets: {count}");
        for (int i = 0; i < count; i++)
        {
            Budget budget = _envelope.Budgets[i];
            string time = budget.Kind switch
            {
                BudgetKind.Lifetime => "lifetime",
                BudgetKind.Calendar => $"per {Seconds(budget.Period)} s calendar",
                _ => $"per {Seconds(budget.Period)} s rolling",
            };
            string name = _envelope.TokenNames && budget.Asset.IsToken
                ? $", {TokenName.Find(tokenNames, budget.Asset.Address)}"
                : "";
            Line($"Budget {i + 1} of {count}: {budget.Asset} limit {budget.Limit} {time}{name}");
        }
    }

    private void WriteCapability(int index, Capability capability)
    {
        Line($"Capability {index + 1} of {_envelope.Capabilities.Count}: label {capability.Id}");
        Line($"Target: {Lower(capability.Target)}");
        Line($"Function: {KnownFunctions.Describe(capability.Selector)}");
        Line($"Rules: {capability.Rules.Count}");
        for (int i = 0; i < capability.Rules.Count; i++)
        {
            Line($"Rule {i + 1} of {capability.Rules.Count}: word {RuleText.Describe(capability.Rules[i])}");
        }

        int spends = capability.Spends.Count;
        Line(spends == 0 ? "Spends: none, NOT COUNTED" : $"Spends: {spends}");
        for (int i = 0; i < spends; i++)
        {
            Spend spend = capability.Spends[i];
            string amount = spend.FixedAmount is { } fixedAmount ? $"fixed {fixedAmount}" : $"word {spend.Word}";
            Line($"Spend {i + 1} of {spends}: {amount} of {spend.Asset}");
        }

        Line(capability.MaxValue == 0 ? "Value: none" : $"Value: at most {capability.MaxValue} wei per call");
        Line(capability.Essential ? "Essential: yes" : "Essential: no");
    }

    private void WriteDetails()
    {
        Line(_envelope.Replaces is { } replaces ? $"Replaces: {replaces}" : "Replaces: none");
        Line(_envelope.Label.Length == 0 ? "Label: none" : $"Label: label {_envelope.Label}");
        Line(_envelope.TokenNames ? "Token names: yes" : "Token names: no");
        Line($"Grant until: {UnixTime.ToText(_envelope.GrantDeadline)}");
        Line($"Salt: {_envelope.Salt}");
    }

    private static string Days(Weekdays weekdays) =>
        string.Create(7, weekdays, (text, days) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = ((int)days & (1 << i)) != 0 ? '1' : '0';
            }
        });
}
