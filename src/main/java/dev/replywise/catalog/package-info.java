/** What replies mean, as data: the entries of codes and causes, their texts in several languages, and their reader. */
@NullMarked
package dev.replywise.catalog;

import org.jspecify.annotations.NullMarked;
