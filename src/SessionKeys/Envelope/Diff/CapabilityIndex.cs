namespace SessionKeys;

/// <summary>Finds capabilities by what they allow to call.</summary>
internal static class CapabilityIndex
{
    public static (Address Target, Selector Selector) Key(Capability capability) =>
        (capability.Target, capability.Selector);

    /// <exception cref="SessionKeyException">A function of a contract is there twice
    /// (<c>capability-repeated</c>).</exception>
    public static Dictionary<(Address Target, Selector Selector), Capability> Of(ValueList<Capability> capabilities)
    {
        Dictionary<(Address Target, Selector Selector), Capability> index = [];
        foreach (Capability capability in capabilities)
        {
            if (!index.TryAdd(Key(capability), capability))
            {
                throw new SessionKeyException(
                    "capability-repeated",
                    $"An envelope was refused: {capability.Target} and {capability.Selector} stand in two " +
                    "capabilities; allowed is one. Put their rules into one capability.");
            }
        }

        return index;
    }
}
