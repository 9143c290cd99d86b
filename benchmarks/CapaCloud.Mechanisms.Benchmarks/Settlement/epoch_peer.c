// The arithmetic of the first epoch of ScaleNetwork in plain columns, without a ledger, without postings, without a memory of cases: what a program written for this one
// network would do. gcc -O3 -march=native epoch_peer.c -o epoch_peer; epoch_peer <participants> <rounds>
// With three numbers more, the upper and lower word of what evidence loses in an epoch, times 2^128, and the pool: the second epoch of the network in which nobody is absent or audited and right.
// Prints milliseconds of processor time of the median round, then total weight, all rewards, all losses: the benchmark compares them with its own.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef unsigned __int128 u128;
typedef uint64_t u64;

static const u64 ONE = 1000000000000000000ULL;

static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e3 + t.tv_nsec / 1e6; }
static int by_size(const void *a, const void *b) { double x = *(const double *)a, y = *(const double *)b; return (x > y) - (x < y); }
static void print(u128 v) { char s[40]; int n = 39; s[n] = 0; do { s[--n] = '0' + (int)(v % 10); v /= 10; } while (v); fputs(s + n, stdout); }
static u64 up(u128 v) { return (u64)((v + ONE - 1) / ONE); }

// Evidence shrunk by an epoch, to the nearest part, ties up: v - v * loss / 2^128.
static u128 shrink(u128 v, u64 loss1, u64 loss0) {
    u64 v1 = (u64)(v >> 64), v0 = (u64)v;
    u128 low = (u128)v0 * loss0, cross = (u128)v1 * loss0 + (u64)(low >> 64), other = (u128)v0 * loss1 + (u64)cross;
    u128 upper = (u128)v1 * loss1 + (u64)(cross >> 64) + (u64)(other >> 64), lower = ((u128)(u64)other << 64) | (u64)low;
    u128 kept = v - upper - (lower != 0), rest = (u128)0 - lower;
    return kept + (rest >> 127);
}

int main(int argc, char **argv) {
    const int second = argc > 5;
    const u64 loss1 = second ? strtoull(argv[3], 0, 10) : 0, loss0 = second ? strtoull(argv[4], 0, 10) : 0;
    const u64 pool = second ? strtoull(argv[5], 0, 10) : 10000000000ULL;
    const long n = argc > 1 ? atol(argv[1]) : 1000000, rounds = argc > 2 ? atol(argv[2]) : 5;
    u128 *stake = malloc(n * 16), *good = malloc(n * 16), *bad = malloc(n * 16), *kept = malloc(n * 16), *missed_sum = malloc(n * 16), *weight = malloc(n * 16), *reward = malloc(n * 16);
    u64 *work = malloc(n * 8), *missed = malloc(n * 8);
    u128 *stake2 = malloc(n * 16), *good2 = malloc(n * 16), *bad2 = malloc(n * 16), *kept2 = malloc(n * 16), *missed2 = malloc(n * 16);
    unsigned char *passed = malloc(n), *wrong = malloc(n);
    double *times = malloc(rounds * sizeof(double));
    for (long i = 0; i < n; i++) {
        stake[i] = 1000000; good[i] = bad[i] = kept[i] = missed_sum[i] = 0;
        work[i] = 1000 + i; missed[i] = !second && i % 10 == 0 ? 20000 : 0; passed[i] = !second && i % 10 == 1; wrong[i] = (second ? i + 1 : i) % 100 == 2;
        if (second) {
            // What the first epoch left.
            kept[i] = ONE;
            if (i % 100 == 2) { bad[i] = ONE; stake[i] = 700000; }
        }
    }
    u128 all_weight = 0, all_claims = 0, all_rewards = 0, all_losses = 0;
    for (long round = 0; round <= rounds; round++) {
        double began = now();
        all_weight = all_claims = all_rewards = all_losses = 0;
        for (long i = 0; i < n; i++) {
            u64 uptime = (u64)((u128)(86400 - missed[i]) * ONE / 86400), severity = ONE - uptime;
            kept2[i] = (second ? shrink(kept[i], loss1, loss0) : kept[i]) + uptime;
            missed2[i] = (second ? shrink(missed_sum[i], loss1, loss0) : missed_sum[i]) + severity;
            good2[i] = (second ? shrink(good[i], loss1, loss0) : good[i]) + (passed[i] ? ONE : 0);
            bad2[i] = (second ? shrink(bad[i], loss1, loss0) : bad[i]) + (wrong[i] ? ONE : 0);
            u128 g = ONE + good2[i];
            u64 score = (u64)(g * ONE / (g + ONE + bad2[i]));
            u64 multiplier = (u64)((u128)score * uptime / ONE);
            weight[i] = (u128)work[i] * 1000000000ULL * multiplier / ONE;
            all_weight += weight[i];
            all_claims += (u128)work[i] * 1000000000ULL;
            u64 beyond = severity > ONE / 20 ? (u64)(((u128)(severity - ONE / 20) * ONE + (ONE - ONE / 20) - 1) / (ONE - ONE / 20)) : 0;
            u64 part = up((u128)beyond * (ONE / 100));
            u64 loss = up((u64)stake[i] * (u128)part);
            u64 lost = wrong[i] ? up((u64)stake[i] * (u128)(ONE / 10 * 3)) : 0;
            stake2[i] = stake[i] - loss - lost;
            all_losses += loss + lost;
        }
        u128 divided = (u128)pool * all_weight / all_claims;
        for (long i = 0; i < n; i++) {
            reward[i] = weight[i] * divided / all_weight;
            all_rewards += reward[i];
        }
        if (round > 0) times[round - 1] = now() - began;
    }
    qsort(times, rounds, sizeof(double), by_size);
    printf("%.3f ", times[rounds / 2]);
    print(all_weight); putchar(' '); print(all_rewards); putchar(' '); print(all_losses); putchar('\n');
    return 0;
}
