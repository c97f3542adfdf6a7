// The machine code of an object file begins where its most aligned function may. Swift has no word for a function's alignment,
// and where else the linker puts the engine's loop is luck: 16 bytes further on some programs take a sixth longer.

/// Does nothing. Used anywhere in a file, it has the file's code begin at a cache line of 64 bytes.
static inline __attribute__((used, noinline, aligned(64))) void begin_code_at_cache_line(void) {}

/// Moves the code behind it by a quarter of a cache line, for a loop whose head would lie across two of them. `.ci/engine-loop` says of a
/// build whether it does: then the call of this has to come, or to go.
static inline __attribute__((always_inline)) void skip_quarter_of_cache_line(void) {
#if defined(__x86_64__)
    __asm__ volatile(".nops 16");
#endif
}

/// Nothing that ends behind it is merged with what ends alike elsewhere, which would take a jump there: for the ways through a loop
/// that are taken often. The compiler leaves what it knows nothing of where it stands.
static inline __attribute__((always_inline)) void keep_apart(void) { __asm__ volatile(""); }
