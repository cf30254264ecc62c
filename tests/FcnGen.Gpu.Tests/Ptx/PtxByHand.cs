using System.Linq;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>PTX written by hand, around a body.</summary>
internal static class PtxByHand
{
    /// <summary>
    /// A kernel with views <c>x</c>, <c>y</c> (addresses in %rd1, %rd2) and an int <c>n</c> (%r1); %r2 is the thread, %rd3 = 4·thread,
    /// %rd4 and %rd5 are the thread's words of x and y; <c>tile</c> is shared memory of 4096 bytes.
    /// </summary>
    public static string Kernel(string body) => $$"""
        .version 7.0
        .target sm_80
        .address_size 64

        .visible .entry by_hand(
            .param .align 8 .b8 _x[16],
            .param .align 8 .b8 _y[16],
            .param .b32 _n
        )
        .maxntid 256, 1, 1
        {
            .shared .align 16 .b8 tile[4096];
            .reg .pred %p<9>;
            .reg .b32 %r<99>;
            .reg .b64 %rd<99>;
            .reg .f32 %f<99>;
            ld.param.b64 %rd1, [_x];
            ld.param.b64 %rd2, [_y];
            ld.param.b32 %r1, [_n];
            mov.b32 %r2, %tid.x;
            mul.wide.u32 %rd3, %r2, 4;
            add.u64 %rd4, %rd1, %rd3;
            add.u64 %rd5, %rd2, %rd3;
            mov.b64 %rd6, tile;
            add.u64 %rd7, %rd6, %rd3;
        {{string.Join('\n', body.Split('\n').Select(line => "    " + line))}}
            ret;
        }
        """;
}
