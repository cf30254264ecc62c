namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>Who accesses memory: a thread of a group between two barriers of one launch.</summary>
/// <param name="Launch">Number of the launch.</param>
/// <param name="Group">Number of the group in the grid.</param>
/// <param name="Thread">Number of the thread in the group.</param>
/// <param name="Phase">Barriers that the group has passed.</param>
internal readonly record struct PtxAccess(int Launch, int Group, int Thread, int Phase)
{
    private const int ManyThreads = 0x7FF;
    private const int ManyGroups = 0xFFFFF;

    /// <summary>The access as 64 bits: launch, group, thread, phase.</summary>
    public ulong Stamp => Pack(Launch, Group, Thread, Phase);

    /// <summary>True if the order of this access and an earlier one is left open: another thread, and no barrier between them.</summary>
    public bool RacesWith(ulong stamp)
    {
        if (stamp == 0 || LaunchOf(stamp) != (Launch & 0x7FFFF)) return false;
        if (GroupOf(stamp) != (Group & ManyGroups)) return true;
        return ThreadOf(stamp) != Thread && PhaseOf(stamp) == (Phase & 0x3FFF);
    }

    /// <summary>The stamp of all reads of a word so far, this one included.</summary>
    public ulong After(ulong stamp)
    {
        if (stamp == 0 || LaunchOf(stamp) != (Launch & 0x7FFFF)) return Stamp;
        if (GroupOf(stamp) != (Group & ManyGroups)) return Pack(Launch, ManyGroups, ManyThreads, Phase);
        return PhaseOf(stamp) == (Phase & 0x3FFF) && ThreadOf(stamp) != Thread ? Pack(Launch, Group, ManyThreads, Phase) : Stamp;
    }

    /// <summary>Words about the thread behind a stamp.</summary>
    public static string Describe(ulong stamp) => (GroupOf(stamp), ThreadOf(stamp)) switch
    {
        (ManyGroups, _) => "threads of several groups",
        (int group, ManyThreads) => $"several threads of group {group}",
        (int group, int thread) => $"thread {thread} of group {group}",
    };

    private static ulong Pack(int launch, int group, int thread, int phase) =>
        ((ulong)(launch & 0x7FFFF) << 45) | ((ulong)(group & ManyGroups) << 25) | ((ulong)thread << 14) | (uint)(phase & 0x3FFF);

    private static int LaunchOf(ulong stamp) => (int)(stamp >> 45);

    private static int GroupOf(ulong stamp) => (int)(stamp >> 25) & ManyGroups;

    private static int ThreadOf(ulong stamp) => (int)(stamp >> 14) & ManyThreads;

    private static int PhaseOf(ulong stamp) => (int)stamp & 0x3FFF;
}
