using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>The GPU kit on a machine without an NVIDIA GPU.</summary>
public sealed class GpuKitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Need.NoCuda | Need.Python)]
    public void Without_a_driver_it_ends_where_the_driver_is_needed_and_says_so()
    {
        Outcome outcome = Launch.GpuKit("--out", _folder["out"]);
        Assert.True(outcome.ExitCode == 2, outcome.Output + outcome.Error);
        Assert.Contains("There is no NVIDIA driver", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(["log.txt", "report.md", "results.json"], _folder.Files("out"));
        Assert.Contains("There is no NVIDIA driver", File.ReadAllText(_folder["out", "report.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_operation_checks_agree_for_the_cpu_device_itself()
    {
        JsonElement[] checks = Checks("device=cpu");
        string[] networks = [.. checks.Select(check => check.GetProperty("check").GetString()!).Distinct()];
        Assert.Equal(17, networks.Length);

        // The script asks for each by its name.
        string script = File.ReadAllText(Path.Combine(Launch.Root, "samples", "GpuKit", "kit.py"));
        Assert.All(networks, network => Assert.Contains($"\"{network}\"", script, StringComparison.Ordinal));
        Assert.All(checks, check => Assert.Equal(0, check.GetProperty("error").GetDouble()));
    }

    [NeedsFact(Need.OpenCl)]
    public void Its_operation_checks_agree_on_opencl()
    {
        JsonElement[] checks = Checks("net=SampledLoss", "device=opencl");
        Assert.Contains(checks, check => check.GetProperty("what").GetString() == "repeats bit for bit");
        Assert.Contains(checks, check => check.GetProperty("what").GetString() == "gradient conv1.weight");
        Assert.All(checks, check => Assert.True(check.GetProperty("ok").GetBoolean(), check.ToString()));
    }

    [Fact]
    public void A_network_that_its_operation_checks_do_not_have_is_an_error() =>
        Launch.GpuKitProgram("operations", "net=Typo", "device=cpu").FailedWith("net=Typo", "AlignedConvolutions", "SampledLoss");

    private static JsonElement[] Checks(params string[] options)
    {
        Outcome outcome = Launch.GpuKitProgram(["operations", .. options]).Succeeded();
        return [.. outcome.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
