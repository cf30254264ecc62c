#!/usr/bin/env bash
# Packs the GPU kit into a folder (default: artifacts/gpu-kit) that a machine with an NVIDIA GPU needs nothing but.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
to="${1:-$here/../../artifacts/gpu-kit}"
mkdir -p "$to"
dotnet publish "$here/GpuKit.csproj" -c Release -r linux-x64 -o "$to" --nologo -v quiet
cp "$here/run.sh" "$here/kit.py" "$here/report.py" "$here/twin.py" "$to/"
chmod +x "$to/run.sh"
commit="$(git -C "$here" rev-parse --short HEAD 2>/dev/null || echo unknown)"
git -C "$here" diff --quiet HEAD 2>/dev/null || commit="$commit with changes"
printf '%s\n' "$commit" > "$to/commit.txt"
echo "Packed $(du -sh "$to" | cut -f1) into $to; run $to/run.sh on the GPU machine."
