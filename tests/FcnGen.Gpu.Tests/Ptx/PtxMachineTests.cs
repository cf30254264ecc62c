using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>The interpreter computes what PTX says, and finds the mistakes that no other device here shows.</summary>
public sealed class PtxMachineTests
{
    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    /// <summary>Runs a kernel over an x and returns y, as long.</summary>
    private static float[] Run(string body, float[] x, int threads = 32, int n = 0, int groups = 1, int dynamicShared = 0)
    {
        var machine = new PtxMachine { Budget = 1_000_000 };
        PtxMemory from = machine.Memory.Allocate(x.Length * 4);
        PtxMemory to = machine.Memory.Allocate(x.Length * 4);
        MemoryMarshal.AsBytes<float>(x).CopyTo(from.Span);
        machine.Launch(PtxByHand.Kernel(body), new LaunchGrid(groups), threads, dynamicShared, View(from), View(to), BitConverter.GetBytes(n));
        return MemoryMarshal.Cast<byte, float>(to.Span).ToArray();
    }

    private static byte[] View(PtxMemory memory) => [.. BitConverter.GetBytes(memory.Address), .. BitConverter.GetBytes(memory.Bytes / 4)];

    private static string Fault(string body, int threads = 64, int groups = 1) =>
        Assert.Throws<PtxFault>(() => Run(body, Ramp(64), threads, groups: groups)).Message;

    [Fact]
    public void Follows_branches_that_part_and_meet_again()
    {
        // y = number of steps of the 3n+1 game; the threads of a warp leave the loop one by one.
        float[] y = Run(
            """
            add.s32 %r3, %r2, 1;
            mov.b32 %r4, 0;
            Loop:
            setp.eq.s32 %p1, %r3, 1;
            @%p1 bra Done;
            and.b32 %r5, %r3, 1;
            setp.eq.s32 %p2, %r5, 0;
            @%p2 bra Even;
            mad.lo.s32 %r3, %r3, 3, 1;
            bra Next;
            Even:
            shr.s32 %r3, %r3, 1;
            Next:
            add.s32 %r4, %r4, 1;
            bra Loop;
            Done:
            bar.sync 0;
            cvt.rn.f32.s32 %f1, %r4;
            st.global.f32 [%rd5], %f1;
            """, Ramp(64), threads: 64);
        int Steps(int n) => n == 1 ? 0 : 1 + Steps(n % 2 == 0 ? n / 2 : 3 * n + 1);
        Assert.Equal(Enumerable.Range(1, 64).Select(n => (float)Steps(n)), y);
    }

    [Fact]
    public void Follows_tables_of_branches()
    {
        float[] y = Run(
            """
            and.b32 %r3, %r2, 3;
            brx.idx %r3, Table;
            Table: .branchtargets A, B, A, C;
            A: mov.f32 %f1, 0f3F800000;
            bra End;
            B: mov.f32 %f1, 0f40000000;
            bra End;
            C: mov.f32 %f1, 0f40400000;
            End:
            st.global.f32 [%rd5], %f1;
            """, Ramp(32));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => new[] { 1f, 2f, 1f, 3f }[i % 4]), y);
    }

    [Theory]
    [InlineData("shl.b32 %r4, %r3, 32;", 5, 0)]
    [InlineData("shr.s32 %r4, %r3, 99;", -5, -1)]
    [InlineData("shr.u32 %r4, %r3, 32;", -5, 0)]
    [InlineData("div.s32 %r4, %r3, 2;", -7, -3)]
    [InlineData("rem.s32 %r4, %r3, 4;", -7, -3)]
    [InlineData("mul.hi.u32 %r4, %r3, %r3;", -1, -2)]
    [InlineData("cvt.s32.s8 %r4, %r3;", 0x80, -128)]
    public void Computes_integers_as_defined(string instruction, int value, int expected)
    {
        float[] y = Run($"mov.b32 %r3, {value};\n{instruction}\nst.global.b32 [%rd5], %r4;", Ramp(32));
        Assert.Equal(expected, BitConverter.SingleToInt32Bits(y[7]));
    }

    [Theory]
    [InlineData("max.f32 %f3, %f1, %f2;", float.NaN, 1, 1)]
    [InlineData("max.NaN.f32 %f3, %f1, %f2;", float.NaN, 1, float.NaN)]
    [InlineData("max.NaN.f32 %f3, %f1, %f2;", -2, 1, 1)]
    [InlineData("fma.rn.f32 %f3, %f1, %f1, %f2;", 1 + 1f / 4096, -1 - 1f / 2048, 1f / 16777216)]
    [InlineData("setp.ltu.f32 %p1, %f1, %f2; selp.f32 %f3, %f2, %f1, %p1;", float.NaN, 2, 2)]
    [InlineData("setp.lt.f32 %p1, %f1, %f2; selp.f32 %f3, 0f00000000, %f2, %p1;", float.NaN, 2, 2)]
    [InlineData("ex2.approx.f32 %f3, %f1;", -3, 0, 0.125f)]
    public void Computes_floats_as_defined(string instruction, float first, float second, float expected)
    {
        string Bits(float v) => "0f" + BitConverter.SingleToUInt32Bits(v).ToString("X8", System.Globalization.CultureInfo.InvariantCulture);
        float[] y = Run($"mov.f32 %f1, {Bits(first)};\nmov.f32 %f2, {Bits(second)};\n{instruction}\nst.global.f32 [%rd5], %f3;", Ramp(32));
        Assert.Equal(expected, y[31]);
    }

    [Fact]
    public void Copies_asynchronously()
    {
        float[] y = Run(
            """
            shl.b32 %r3, %r2, 4;
            cvt.u64.u32 %rd8, %r3;
            add.u64 %rd9, %rd6, %rd8;
            add.u64 %rd10, %rd1, %rd8;
            setp.lt.s32 %p1, %r2, 7;
            selp.b32 %r4, 16, 0, %p1;
            setp.lt.s32 %p2, %r2, 8;
            @%p2 cp.async.cg.shared.global [%rd9], [%rd10], 16, %r4;
            cp.async.commit_group;
            cp.async.wait_group 0;
            bar.sync 0;
            ld.shared.f32 %f1, [%rd7];
            st.global.f32 [%rd5], %f1;
            """, Ramp(32));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => i < 28 ? (float)i : 0), y);
    }

    [Fact]
    public void Loads_and_multiplies_matrices()
    {
        // a is 16×8 in rows of 32 bytes; b is the identity times 2; c is 1.
        float[] y = Run(
            """
            setp.lt.s32 %p1, %r2, 32;
            shl.b32 %r3, %r2, 4;
            cvt.u64.u32 %rd8, %r3;
            add.u64 %rd9, %rd1, %rd8;
            add.u64 %rd10, %rd6, %rd8;
            ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd9];
            st.shared.v4.f32 [%rd10], {%f1, %f2, %f3, %f4};
            bar.sync 0;
            and.b32 %r4, %r2, 15;
            shl.b32 %r4, %r4, 5;
            shr.u32 %r5, %r2, 4;
            shl.b32 %r5, %r5, 4;
            add.s32 %r4, %r4, %r5;
            cvt.u64.u32 %rd11, %r4;
            add.u64 %rd11, %rd6, %rd11;
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r10, %r11, %r12, %r13}, [%rd11];
            shr.u32 %r6, %r2, 2;
            and.b32 %r7, %r2, 3;
            setp.eq.s32 %p2, %r6, %r7;
            selp.b32 %r14, 0x40000000, 0, %p2;
            add.s32 %r8, %r7, 4;
            setp.eq.s32 %p3, %r6, %r8;
            selp.b32 %r15, 0x40000000, 0, %p3;
            mov.f32 %f10, 0f3F800000;
            mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%f5, %f6, %f7, %f8}, {%r10, %r11, %r12, %r13}, {%r14, %r15}, {%f10, %f10, %f10, %f10};
            mul.lo.s32 %r9, %r6, 8;
            mad.lo.s32 %r9, %r7, 2, %r9;
            mul.wide.u32 %rd12, %r9, 4;
            add.u64 %rd12, %rd2, %rd12;
            st.global.v2.f32 [%rd12], {%f5, %f6};
            st.global.v2.f32 [%rd12+256], {%f7, %f8};
            """, Ramp(128));
        Assert.Equal(Ramp(128).Select(v => 2 * v + 1), y);
    }

    [Fact]
    public void Ignores_the_bits_that_tensor_cores_ignore()
    {
        float[] y = Run(
            """
            mov.b32 %r3, 0x3F801FFF;
            mov.b32 %r4, 0x3F800000;
            mov.f32 %f1, 0f00000000;
            mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%f1, %f1, %f1, %f2}, {%r3, %r3, %r3, %r3}, {%r4, %r4}, {%f1, %f1, %f1, %f1};
            cvt.rna.tf32.f32 %r5, %r3;
            st.global.f32 [%rd5], %f2;
            st.global.b32 [%rd5+128], %r5;
            """, Ramp(64));
        Assert.Equal(8, y[0]);
        Assert.Equal(0x3F802000, BitConverter.SingleToInt32Bits(y[32]));
    }

    [Fact]
    public void Shared_memory_starts_as_no_number() =>
        Assert.All(Run("ld.shared.f32 %f1, [%rd7];\nst.global.f32 [%rd5], %f1;", Ramp(32)), value => Assert.True(float.IsNaN(value)));

    [Theory]
    [InlineData("st.shared.f32 [%rd7], 0f00000000;\nxor.b32 %r3, %r2, 32;\nmul.wide.u32 %rd8, %r3, 4;\nadd.u64 %rd8, %rd6, %rd8;\nld.shared.f32 %f1, [%rd8];", "no barrier between them")]
    [InlineData("st.shared.f32 [%rd7], 0f00000000;\nxor.b32 %r3, %r2, 1;\nmul.wide.u32 %rd8, %r3, 4;\nadd.u64 %rd8, %rd6, %rd8;\nld.shared.f32 %f1, [%rd8];", "no barrier between them")]
    [InlineData("ld.shared.f32 %f1, [tile];\nsetp.eq.s32 %p1, %r2, 5;\n@%p1 st.shared.f32 [tile], %f1;", "no barrier between them")]
    [InlineData("st.shared.f32 [tile], 0f00000000;", "no barrier between them")]
    [InlineData("st.global.f32 [%rd2], 0f00000000;", "no barrier between them")]
    [InlineData("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd4];", "misaligned")]
    [InlineData("ld.shared.v2.f32 {%f1, %f2}, [%rd7];", "misaligned")]
    [InlineData("ld.global.f32 %f1, [%rd4+4];", "out of bounds")]
    [InlineData("ld.global.f32 %f1, [%rd1+-4];", "outside all memory")]
    [InlineData("ld.global.f32 %f1, [%rd50];", "outside all memory")]
    [InlineData("st.shared.f32 [%rd7+4092], 0f00000000;", "out of bounds")]
    [InlineData("st.global.f32 [%rd5], 0f00000000;\nld.global.nc.f32 %f1, [%rd5];", "constant data")]
    [InlineData("cp.async.cg.shared.global [%rd6], [%rd1], 16, 16;", "not waited for")]
    [InlineData("setp.lt.s32 %p1, %r2, 3;\n@%p1 bra Skip;\nbar.sync 0;\nSkip: mov.b32 %r3, 0;\nbar.sync 0;", "divided")]
    [InlineData("setp.lt.s32 %p1, %r2, 32;\n@%p1 bra Skip;\nbar.sync 0;\nSkip: mov.b32 %r3, 0;\nbar.sync 0;", "different barriers")]
    [InlineData("setp.lt.s32 %p1, %r2, 32;\n@%p1 ret;\nbar.sync 0;", "have ended")]
    [InlineData("setp.lt.s32 %p1, %r2, 3;\n@%p1 ret;\nbar.sync 0;", "have ended")]
    [InlineData("Loop: bra Loop;", "does not end")]
    [InlineData("frobnicate.f32 %f1, %f2;", "frobnicate.f32")]
    [InlineData("ld.local.f32 %f1, [%rd1];", "ld.local.f32")]
    [InlineData("add.s32 %r3, %r2, %x9;", "%x9")]
    [InlineData("add.s32 %r3, %r2, %f1, %f2;", "Expected 3 operands")]
    public void Finds_mistakes(string body, string says) => Assert.Contains(says, Fault(body), StringComparison.Ordinal);

    [Fact]
    public void Finds_groups_that_write_the_same_word() =>
        Assert.Contains("of group 0", Fault("st.global.f32 [%rd5], 0f00000000;", groups: 2), StringComparison.Ordinal);

    [Theory]
    [InlineData("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%f1, %f2, %f3, %f4}, {%r3, %r4, %r5, %r6}, {%r7, %r8}, {%f1, %f2, %f3, %f4};")]
    [InlineData("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r10, %r11, %r12, %r13}, [%rd6];")]
    public void Finds_warps_that_are_divided_at_an_instruction_of_the_whole_warp(string instruction)
    {
        Assert.Contains("has ended threads", Fault($"setp.eq.s32 %p1, %r2, 40;\n@%p1 bra Skip;\n{instruction}\nSkip: mov.b32 %r3, 0;"), StringComparison.Ordinal);
        Assert.Contains("condition", Fault($"setp.eq.s32 %p1, %r2, 40;\n@%p1 {instruction}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ld.shared.f32 %f1, [%rd7];", "not waited for")]
    [InlineData("cp.async.wait_group 1;\nld.shared.f32 %f1, [%rd7];", "not waited for")]
    [InlineData("cp.async.wait_group 0;\nxor.b32 %r3, %r2, 1;\nmul.wide.u32 %rd8, %r3, 4;\nadd.u64 %rd8, %rd6, %rd8;\nld.shared.f32 %f1, [%rd8];", "no barrier between them")]
    [InlineData("bar.sync 0;\nst.shared.f32 [%rd7], 0f00000000;", "not waited for")]
    public void Finds_copies_that_are_not_waited_for(string after, string says) => Assert.Contains(
        says, Fault($"cp.async.ca.shared.global [%rd7], [%rd4], 4, 4;\ncp.async.commit_group;\n{after}"), StringComparison.Ordinal);

    [Fact]
    public void Finds_copies_into_what_others_still_read() => Assert.Contains(
        "no barrier between them",
        Fault("ld.shared.f32 %f1, [tile];\nsetp.eq.s32 %p1, %r2, 0;\n@%p1 cp.async.cg.shared.global [%rd6], [%rd1], 16, 16;"),
        StringComparison.Ordinal);
}
