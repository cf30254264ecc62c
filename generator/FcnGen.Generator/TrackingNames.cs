namespace FcnGen.Generator;

/// <summary>The names of the pipeline's steps, for tests of the cache.</summary>
internal static class TrackingNames
{
    public const string ParseNetwork = nameof(ParseNetwork);
    public const string ParseTrunk = nameof(ParseTrunk);
    public const string ParseBlock = nameof(ParseBlock);
    public const string ParseUnmarked = nameof(ParseUnmarked);
    public const string CheckNetwork = nameof(CheckNetwork);
    public const string CheckTrunk = nameof(CheckTrunk);
    public const string CheckBlock = nameof(CheckBlock);
    public const string CheckUnmarked = nameof(CheckUnmarked);
    public const string EmitNetwork = nameof(EmitNetwork);
    public const string EmitTrunk = nameof(EmitTrunk);
    public const string EmitBlock = nameof(EmitBlock);
    public const string EmitUnmarked = nameof(EmitUnmarked);
}
