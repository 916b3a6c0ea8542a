namespace SessionKeys;

/// <summary>Finds the capability that an operation names for each of its calls.</summary>
public static class CallMatcher
{
    /// <summary>Finds the capability for a call.</summary>
    /// <param name="grant">The packed grant.</param>
    /// <param name="call">The call.</param>
    /// <returns>
    /// The capability with the call's target and function. When there is none, the nearest one: the same target, else
    /// the same function, else the first.
    /// </returns>
    /// <remarks>
    /// A call without a capability still gets one. Whether a call is allowed is decided by the module, which then
    /// names the call (<c>CallNotGranted</c>); a check in front of it could only differ from it.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static CapabilityMatch Find(PackedGrant grant, Call call)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(call);
        ValueList<Capability> capabilities = grant.Grant.Envelope.Capabilities;
        (int nearest, int nearness) = (0, 0);
        for (int i = 0; i < capabilities.Count; i++)
        {
            bool isTarget = capabilities[i].Target == call.Target;
            bool isFunction = capabilities[i].Selector == call.Selector;
            int score = (isTarget ? 2 : 0) + (isFunction ? 1 : 0);
            if (score > nearness)
            {
                (nearest, nearness) = (i, score);
            }
        }

        return new CapabilityMatch(nearest, nearness == 3);
    }
}

/// <summary>The capability that an operation names for a call.</summary>
/// <param name="Index">Its place in the order of the format, 0 is the first.</param>
/// <param name="IsExact">
/// Whether it is for the target and function of the call; if not, the module refuses the call.
/// </param>
public readonly record struct CapabilityMatch(int Index, bool IsExact);
