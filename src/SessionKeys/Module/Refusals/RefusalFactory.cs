namespace SessionKeys;

/// <summary>Makes the refusal of an error: a type of its own where a program acts on its values.</summary>
internal static class RefusalFactory
{
    public static SessionRefusal Create(string name, IReadOnlyDictionary<string, object> arguments, string message) =>
        name switch
        {
            nameof(BudgetExceeded) => new BudgetExceeded(arguments, message),
            nameof(CallNotGranted) => new CallNotGranted(arguments, message),
            nameof(EpochPassed) => new EpochPassed(arguments, message),
            nameof(ModeForbids) => new ModeForbids(arguments, message),
            nameof(OutflowNotCounted) => new OutflowNotCounted(arguments, message),
            nameof(OutsideSchedule) => new OutsideSchedule(arguments, message),
            nameof(PaymasterNotAllowed) => new PaymasterNotAllowed(arguments, message),
            nameof(RuleViolated) => new RuleViolated(arguments, message),
            nameof(SessionDormant) => new SessionDormant(arguments, message),
            nameof(SessionEvicted) => new SessionEvicted(arguments, message),
            nameof(SessionExpired) => new SessionExpired(arguments, message),
            nameof(SessionIsPaused) => new SessionIsPaused(arguments, message),
            nameof(SessionIsRevoked) => new SessionIsRevoked(arguments, message),
            nameof(SessionNotYetValid) => new SessionNotYetValid(arguments, message),
            nameof(SessionUnknown) => new SessionUnknown(arguments, message),
            nameof(UsdLimitExceeded) => new UsdLimitExceeded(arguments, message),
            nameof(ValueAboveMaximum) => new ValueAboveMaximum(arguments, message),
            _ => new OtherRefusal(name, arguments, message),
        };
}
