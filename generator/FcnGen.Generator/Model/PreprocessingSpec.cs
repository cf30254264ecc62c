using System.Collections.Generic;

namespace FcnGen.Generator.Model;

/// <summary>How what is stored becomes an input: channel order, mean, factor, and a deviation that divides. All on the scale of the values as stored.</summary>
internal sealed record PreprocessingSpec(ChannelOrder Order, EquatableArray<double> Mean, double Scale)
{
    /// <summary>What a declaration says that says nothing.</summary>
    public static PreprocessingSpec None { get; } = new(ChannelOrder.Rgb, default, 1);

    public EquatableArray<double> Deviation { get; init; }

    /// <summary>Reports what is wrong with the arguments.</summary>
    /// <param name="checks">Takes the findings.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="scale">Name of the factor's argument.</param>
    public void Check(IArgumentChecks checks, int channels, string scale)
    {
        checks.Require(Numbers.IsFinite(Scale) && Scale != 0, scale, Words.Text(Scale), "a finite number other than 0");
        Count(checks, "Mean", Mean, channels);
        Count(checks, "Deviation", Deviation, channels);
        foreach (double mean in Mean)
        {
            if (Numbers.IsFinite((float)mean)) continue;
            checks.Require(false, "Mean", Words.Text(mean), "a finite number for each channel");
            break;
        }

        // Of 32 bits when it divides, so that what is too small for them is 0.
        foreach (double deviation in Deviation)
        {
            if (Numbers.IsFinite((float)deviation) && (float)deviation > 0) continue;
            checks.Require(false, "Deviation", Words.Text(deviation), "a finite number greater than 0 for each channel");
            break;
        }
    }

    /// <summary>What is done to the values, in words: <c>(value − (104, 117, 123)) / (58, 57, 57) · 0.5, BGR</c>.</summary>
    public string Describe() =>
        (Mean.Count == 0 ? "value" : "(value − (" + Words.List(Mean) + "))") + (Deviation.Count == 0 ? "" : " / (" + Words.List(Deviation) + ")")
        + (Scale == 1 ? "" : " · " + Words.Number(Scale)) + (Order == ChannelOrder.Bgr ? ", BGR" : "");

    private static void Count(IArgumentChecks checks, string argument, IReadOnlyCollection<double> values, int channels)
    {
        if (values.Count > 0 && values.Count != channels) checks.WrongCount(argument, values.Count, "the input has " + Words.Count(channels, "channel"));
    }
}
