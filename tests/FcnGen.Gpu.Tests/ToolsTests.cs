using System;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// Where <c>FCNGEN_REQUIRE_TOOLS=1</c>, the machine must have what <c>.ci/run</c> installs: without it, the tests that need it are skipped, and a
/// run without a failure would have shown less than it seems to. Once for all test projects.
/// </summary>
public sealed class ToolsTests
{
    [RequiredFact]
    public void OpenCl_has_a_device() => Require(Need.OpenClLoader | Need.OpenCl);

    [RequiredFact]
    public void Gcc_is_there() => Require(Need.Gcc);

    [RequiredFact]
    public void A_linker_for_native_programs_is_there() => Require(Need.Linker);

    // .ci/run looks for the start of this message.
    private static void Require(Need needs)
    {
        string? reason = Machine.Lacks(needs);
        Assert.True(reason is null, $"{RequiredFactAttribute.Setting}=1, and tests were skipped: {reason}");
    }

    private sealed class RequiredFactAttribute : FactAttribute
    {
        public const string Setting = "FCNGEN_REQUIRE_TOOLS";

        public RequiredFactAttribute() => Skip = Environment.GetEnvironmentVariable(Setting) == "1" ? null : $"Where {Setting}=1, as in .ci/run.";
    }
}
