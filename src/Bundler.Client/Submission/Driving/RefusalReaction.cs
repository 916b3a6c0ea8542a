namespace SessionKeys.Bundler.Client;

/// <summary>What a refusal means for a submission.</summary>
internal enum RefusalReaction
{
    /// <summary>It says nothing for certain, or it passes: wait, look at the chain, try the same again.</summary>
    Wait,

    /// <summary>The bundler has this very operation.</summary>
    Known,

    /// <summary>The same calls need new fees, gas or another claim: a replacement.</summary>
    SignAnew,

    /// <summary>The bundler judges the claim by its own clock: wait, and sign anew if that does not help.</summary>
    Untimely,

    /// <summary>The calls are refused for what they are.</summary>
    Refused,
}
