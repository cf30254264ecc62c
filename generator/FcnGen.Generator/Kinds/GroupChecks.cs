using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>Groups of channels that do not see each other.</summary>
internal static class GroupChecks
{
    /// <summary>Reports groups that do not divide the channels on both sides.</summary>
    public static void CheckGroups(this IChannelChecks bottoms, int groups, int outputs)
    {
        string? what = bottoms[0] % groups != 0 ? bottoms.Name(0) + " has " + bottoms.Describe(0)
            : outputs % groups != 0 ? "there are " + Words.Count(outputs, "output channel")
            : null;
        if (what is not null) bottoms.Report(DiagnosticIds.GroupsDoNotDivide, "Groups", [Words.Count(groups, "group"), what]);
    }
}
