using System;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary>Values of options at and beyond their limits: exit code 2 and a sentence, the same in every program.</summary>
public sealed class OptionTests
{
    private static readonly string[] Train = ["train", "--net", "CompactFcn", "--data", "none", "--output", "none"];

    [Fact]
    public void Numbers_have_one_notation_and_bounds()
    {
        Outcome outcome = Refused(Launch.Fcn([.. Train, "--rate", "0,01", "--power", "many", "--decay", "1e999", "--gamma", "NaN", "--iterations", "1,5", "--step", "0", "--seed", "99999999999"]));
        foreach (string line in new[]
        {
            "--rate must be a number with a decimal point; \"0,01\" was given. Write 0.01.",
            "--power must be a finite number such as 0.5 or 1e-4; \"many\" was given.",
            "--decay must be a finite number such as 0.5 or 1e-4; \"1e999\" was given.",
            "--gamma must be a finite number such as 0.5 or 1e-4; \"NaN\" was given.",
            "--iterations must be a whole number; \"1,5\" was given.",
            "--step must be at least 1; 0 was given.",
            "--seed must be at most 2147483647; 99999999999 was given.",
        })
        {
            Assert.Contains(line, outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Limits_are_told_before_anything_is_allocated()
    {
        string largest = "2147483647";
        Outcome outcome = Refused(Launch.Fcn([.. Train, "--batch", largest, "--threads", largest, "--void", "256", "--crop", "100000x100000"]));
        foreach (string line in new[] { "--batch must be at most 65536", "--threads must be at most 4096", "--void must be at most 255", "at most 268435456 are taken" })
            Assert.Contains(line, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--batch must be at most 65536", Refused(Launch.Fcn("inspect", "CompactFcn", "--batch", largest)).Error, StringComparison.Ordinal);
        Assert.Contains("--threads must be at most 4096", Refused(Launch.Segment("--threads", largest, "--list-kernels")).Error, StringComparison.Ordinal);
        Assert.Contains("--benchmark must be at least 1", Refused(Launch.Segment("--benchmark", "0")).Error, StringComparison.Ordinal);
        Outcome quickstart = Refused(Launch.Quickstart("--iterations", "0", "--minutes", "0,5"));
        Assert.Contains("--iterations must be at least 1", quickstart.Error, StringComparison.Ordinal);
        Assert.Contains("--minutes must be a number with a decimal point; \"0,5\" was given. Write 0.5.", quickstart.Error, StringComparison.Ordinal);
        // The largest that are taken do not end in an error of the run time.
        Launch.Fcn("inspect", "CompactFcn", "--size", "16384x16384", "--batch", "65536").Succeeded();
    }

    [Fact]
    public void Choices_are_taken_by_name_only()
    {
        Assert.Contains("--policy is one of Fixed, Step, Poly; \"7\" was given.", Refused(Launch.Fcn([.. Train, "--policy", "7"])).Error, StringComparison.Ordinal);
        Assert.Contains("\"1\" was given.", Refused(Launch.Fcn([.. Train, "--policy", "1"])).Error, StringComparison.Ordinal);
        Launch.Fcn([.. Train, "--policy", "poly"]).FailedWith("There is no data \"none\"");
    }

    [Fact]
    public void Settings_of_solvers_have_bounds()
    {
        Assert.Contains("--solver is one of Sgd, Adam, AdamW; \"rprop\" was given.", Refused(Launch.Fcn([.. Train, "--solver", "rprop"])).Error, StringComparison.Ordinal);
        Outcome outcome = Refused(Launch.Fcn([.. Train, "--solver", "adam", "--beta1", "1", "--beta2", "-0.1", "--epsilon", "0", "--clip-gradients", "-1"]));
        foreach (string line in new[]
        {
            "--beta1 must be at most 0.9999999; 1 was given.",
            "--beta2 must be at least 0; -0.1 was given.",
            "--epsilon must be at least 1E-30; 0 was given.",
            "--clip-gradients must be at least 0; -1 was given.",
        })
        {
            Assert.Contains(line, outcome.Error, StringComparison.Ordinal);
        }

        Launch.Fcn([.. Train, "--solver", "adamw", "--beta1", "0.9999999", "--beta2", "0", "--epsilon", "1e-30", "--clip-gradients", "5"]).FailedWith("There is no data \"none\"");
    }

    [Fact]
    public void Empty_paths_are_named()
    {
        Contains(Launch.Fcn("train", "--net", "CompactFcn", "--data", "", "--output", "", "--val", "", "--init", "", "--split", ""), "--data", "--output", "--val", "--init", "--split");
        Contains(Launch.Fcn("evaluate", "--net", "CompactFcn", "--weights", "", "--data", "", "--confusion", ""), "--weights", "--data", "--confusion");
        Contains(Launch.Fcn("segment", "--net", "CompactFcn", "--weights", "", "--input", "", "--output", "", "--overlay", "", "--scores", ""), "--weights", "--input", "--output", "--overlay", "--scores");
        Contains(Launch.Fcn("init", "CompactFcn", "--output", ""), "--output");
        Contains(Launch.Segment("--net", "", "--weights", "", "--input", "", "--output", "", "--overlay", ""), "--net", "--weights", "--input", "--output", "--overlay");
        Contains(Launch.Quickstart("--data", "", "--output", ""), "--data", "--output");
    }

    private static void Contains(Outcome outcome, params string[] options)
    {
        Refused(outcome);
        foreach (string option in options) Assert.Contains(option + " is empty; ", outcome.Error, StringComparison.Ordinal);
    }

    private static Outcome Refused(Outcome outcome)
    {
        Assert.True(outcome.ExitCode == 2, $"Exit code {outcome.ExitCode}.\n{outcome.Output}\n{outcome.Error}");
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        return outcome;
    }
}
