using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FcnGen.Programs.Tests.Support;

/// <summary>
/// What became of the signals before the tests were started. Shells without job control start what runs in the background with SIGINT ignored,
/// nohup ignores SIGHUP, and every program that they start inherits it: it would never hear of the signal that a test sends.
/// </summary>
internal static class Signals
{
    /// <summary>The argument with which <c>env</c> of coreutils 8.31 or later starts a program that hears them.</summary>
    public const string Restore = "--default-signal=INT,TERM,HUP";

    // Bit n - 1 is signal n: SIGHUP is 1, SIGINT 2, SIGTERM 15.
    private const ulong HeardSignals = (1UL << 0) | (1UL << 1) | (1UL << 14);

    /// <summary>
    /// True where one of them is ignored now, as Linux says. An OpenCL driver with LLVM, such as PoCL, handles them once it is loaded, and then
    /// what is started hears them.
    /// </summary>
    public static bool AreIgnored => OperatingSystem.IsLinux() && (Ignored() & HeardSignals) != 0;

    private static ulong Ignored()
    {
        const string field = "SigIgn:";
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return ulong.Parse(line.AsSpan(field.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
