/**
 * Everyday foods, a line each: name, in Spanish, synonyms, NDB number of the source; then per 100 g kcal, protein,
 * carbohydrate, fat, fibre (g), sodium, potassium (mg), sugar (g) and, in drinks that have any, alcohol (g); then portions:
 * amount, unit, grams. Figures: USDA National Nutrient Database for Standard Reference 26, public domain.
 */
export const EVERYDAY_TABLE = `
# fruit
Apple|Manzana|apples|09003|52 0.26 13.81 0.17 2.4 1 107 10.39|1 small 149, 1 medium 182
Applesauce|Compota de manzana|apple puree|09019|42 0.17 11.27 0.1 1.1 2 74 9.39|0.5 cup 122, 1 cup 244
Apricot|Albaricoque||09021|48 1.4 11.12 0.39 2 1 259 9.24|1 piece 35, 3 piece 105
Dried apricots|Orejones||09032|241 3.39 62.64 0.51 7.3 10 1162 53.44|5 piece 18, 0.5 cup 65
Avocado|Aguacate||09037|160 2 8.53 14.66 6.7 7 485 0.66|0.5 piece 100, 1 slice 20
Banana|Plátano|bananas,banana|09040|89 1.09 22.84 0.33 2.6 1 358 12.23|1 small 101, 1 medium 118
Blackberries|Moras||09042|43 1.39 9.61 0.49 5.3 1 162 4.88|0.5 cup 72, 1 cup 144
Blueberries|Arándanos|bilberries|09050|57 0.74 14.49 0.33 2.4 1 77 9.96|0.5 cup 74, 1 cup 148
Cherries|Cerezas|sweet cherries|09070|63 1.06 16.01 0.2 2.1 0 222 12.82|10 piece 82, 1 cup 138
Clementine|Clementina|tangerine,mandarin|09433|47 0.85 12.02 0.15 1.7 1 177 9.18|1 piece 74, 2 piece 148
Cranberries, dried|Arándanos rojos secos|craisins|09079|308 0.07 82.36 1.37 5.7 3 40 65|1 tablespoon 10, 1 handful 40
Dates|Dátiles||09087|282 2.45 75.03 0.39 8 2 656 63.35|1 piece 7, 3 piece 21
Figs|Higos|fresh figs|09089|74 0.75 19.18 0.3 2.9 1 232 16.26|1 piece 50, 2 piece 100
Dried figs|Higos secos||09094|249 3.3 63.87 0.93 9.8 10 680 47.92|1 piece 8, 3 piece 25
Fruit cocktail|Cóctel de frutas|fruit salad|09097|46 0.46 11.86 0.01 1 4 95 10.86|0.5 cup 119, 1 cup 237
Grapefruit|Pomelo||09112|42 0.77 10.66 0.14 1.6 0 135 6.89|0.5 piece 123, 1 piece 246
Grapes|Uvas||09132|69 0.72 18.1 0.16 0.9 2 191 15.48|10 piece 49, 1 cup 151
Kiwi|Kiwi|kiwifruit|09148|61 1.14 14.66 0.52 3 3 312 8.99|1 piece 69, 2 piece 138
Mango|Mango||09176|60 0.82 14.98 0.38 1.6 1 168 13.66|0.5 piece 168, 1 cup 165
Melon|Melón|cantaloupe|09181|34 0.84 8.16 0.19 0.9 16 267 7.86|1 slice 69, 1 cup 156
Honeydew melon|Melón verde||09184|36 0.54 9.09 0.14 0.8 18 228 8.12|1 slice 125, 1 cup 170
Nectarine|Nectarina||09191|44 1.06 10.55 0.32 1.7 0 201 7.89|1 piece 142, 1 small 129
Orange|Naranja|oranges|09200|47 0.94 11.75 0.12 2.4 0 181 9.35|1 small 96, 1 medium 131
Papaya|Papaya||09226|43 0.47 10.82 0.26 1.7 8 182 7.82|0.5 cup 72, 1 cup 145
Peach|Melocotón|peaches|09236|39 0.91 9.54 0.25 1.5 0 190 8.39|1 small 130, 1 medium 150
Canned peaches|Melocotón en almíbar|tinned peaches|09238|44 0.63 11.57 0.03 1.3 4 128 10.27|2 piece 98, 0.5 cup 125
Pear|Pera|pears|09252|57 0.36 15.23 0.14 3.1 1 116 9.75|1 small 148, 1 medium 178
Canned pears|Peras en almíbar|tinned pears|09254|50 0.34 12.94 0.07 1.6 4 96 9.7|2 piece 152, 0.5 cup 124
Pineapple|Piña||09266|50 0.54 13.12 0.12 1.4 1 109 9.85|1 slice 84, 1 cup 165
Plum|Ciruela|plums|09279|46 0.7 11.42 0.28 1.4 0 157 9.92|1 piece 66, 2 piece 132
Prunes|Ciruelas pasas|dried plums|09291|240 2.18 63.88 0.38 7.1 2 732 38.13|3 piece 28, 5 piece 47
Raisins|Pasas|sultanas|09298|299 3.07 79.18 0.46 3.7 11 749 59.19|1 box 43, 1 tablespoon 10
Raspberries|Frambuesas||09302|52 1.2 11.94 0.65 6.5 1 151 4.42|0.5 cup 62, 1 cup 123
Strawberries|Fresas||09316|32 0.67 7.68 0.3 2 1 153 4.89|5 piece 60, 1 cup 152
Watermelon|Sandía||09326|30 0.61 7.55 0.15 0.4 1 112 6.2|1 piece 286, 1 cup 152
Pomegranate|Granada||09286|83 1.67 18.7 1.17 4 3 236 13.67|0.5 cup 87, 1 piece 282
Olives, black|Aceitunas negras|ripe olives|09193|115 0.84 6.26 10.68 3.2 735 8 0|5 piece 20, 10 piece 40
# vegetables
Artichoke|Alcachofa||11008|53 2.89 11.95 0.34 8.6 60 286 0.99|1 piece 120, 0.5 cup 84
Asparagus|Espárragos||11012|22 2.4 4.11 0.22 2 14 224 1.3|4 piece 60, 0.5 cup 90
Green beans|Judías verdes|string beans|11053|35 1.89 7.88 0.28 3.2 1 146 1.55|0.5 cup 63, 1 cup 125
Beetroot|Remolacha|beets|11081|44 1.68 9.96 0.18 2 77 305 7.96|0.5 cup 85, 2 slice 30
Broccoli|Brócoli||11091|35 2.38 7.18 0.41 3.3 41 293 1.39|0.5 cup 78, 1 cup 156
Brussels sprouts|Coles de Bruselas||11099|36 2.55 7.1 0.5 2.6 21 317 1.74|5 piece 105, 0.5 cup 78
Cabbage|Repollo|white cabbage|11110|23 1.27 5.51 0.06 1.9 8 196 2.79|0.5 cup 75, 1 cup 150
Red cabbage|Lombarda||11113|29 1.51 6.94 0.09 2.6 28 262 3.32|0.5 cup 75, 1 cup 150
Raw cabbage|Col cruda|slaw|11109|25 1.28 5.8 0.1 2.5 18 170 3.2|0.5 cup 35, 1 cup 70
Carrot, raw|Zanahoria cruda|carrots|11124|41 0.93 9.58 0.24 2.8 69 320 4.74|1 piece 61, 0.5 cup 55
Carrots, cooked|Zanahorias cocidas||11125|35 0.76 8.22 0.18 3 58 235 3.45|0.5 cup 78, 1 cup 156
Cauliflower|Coliflor||11136|23 1.84 4.11 0.45 2.3 15 142 2.08|0.5 cup 62, 1 cup 124
Celery|Apio||11143|16 0.69 2.97 0.17 1.6 80 260 1.83|1 piece 40, 1 cup 101
Corn|Maíz dulce|sweetcorn,maize|11168|96 3.41 20.98 1.5 2.4 1 218 4.54|1 piece 103, 0.5 cup 82
Canned corn|Maíz en lata|tinned sweetcorn|11172|79 2.46 17.77 1.11 1.9 186 138 3.04|0.5 cup 82, 1 cup 164
Cucumber|Pepino||11205|15 0.65 3.63 0.11 0.5 2 147 1.67|0.5 cup 52, 0.5 piece 150
Eggplant|Berenjena|aubergine|11210|35 0.83 8.73 0.23 2.5 1 123 3.2|0.5 cup 50, 1 cup 99
Fennel|Hinojo||11957|31 1.24 7.3 0.2 3.1 52 414 3.93|0.5 cup 44, 1 piece 234
Garlic|Ajo||11215|149 6.36 33.06 0.5 2.1 17 401 1|1 piece 3, 3 piece 9
Kale|Col rizada||11234|28 1.9 5.63 0.4 2 23 228 1.25|0.5 cup 65, 1 cup 130
Leek|Puerro||11247|31 0.81 7.62 0.2 1 10 87 2.11|0.5 cup 52, 1 piece 124
Lettuce|Lechuga|salad,green salad|11253|15 1.36 2.87 0.15 1.3 28 194 0.78|1 cup 36, 1 bowl 72
Iceberg lettuce|Lechuga iceberg||11252|14 0.9 2.97 0.14 1.2 10 141 1.97|1 cup 72, 1 bowl 144
Mushrooms|Champiñones||11260|22 3.09 3.26 0.34 1 5 318 1.98|0.5 cup 35, 1 cup 70
Mushrooms, cooked|Champiñones cocinados|fried mushrooms|11261|28 2.17 5.29 0.47 2.2 2 356 2.34|0.5 cup 78, 1 cup 156
Onion|Cebolla|onions|11282|40 1.1 9.34 0.1 1.7 4 146 4.24|1 slice 14, 1 medium 110
Onions, cooked|Cebolla cocida||11283|44 1.36 10.15 0.19 1.4 3 166 4.73|0.5 cup 105, 1 medium 94
Parsnip|Chirivía||11299|71 1.32 17.01 0.3 3.6 10 367 4.8|0.5 cup 78, 1 piece 160
Peas|Guisantes|green peas|11305|84 5.36 15.63 0.22 5.5 3 271 5.93|0.5 cup 80, 1 cup 160
Frozen peas|Guisantes congelados||11313|78 5.15 14.26 0.27 5.5 72 110 4.65|0.5 cup 80, 1 cup 160
Bell pepper, red|Pimiento rojo|sweet pepper,capsicum|11821|31 0.99 6.03 0.3 2.1 4 211 4.2|0.5 piece 60, 1 piece 119
Bell pepper, green|Pimiento verde|capsicum|11333|20 0.86 4.64 0.17 1.7 3 175 2.4|0.5 piece 60, 1 piece 119
Boiled potatoes|Patatas cocidas|potato|11367|86 1.71 20.01 0.1 1.8 5 328 0.85|1 small 125, 1 medium 167
Jacket potato|Patata asada|baked potato|11674|93 2.5 21.15 0.13 2.2 10 535 1.18|1 small 138, 1 medium 173
Mashed potatoes|Puré de patatas|mash|11934|113 1.86 16.81 4.22 1.5 317 284 1.43|0.5 cup 105, 1 cup 210
French fries|Patatas fritas|chips,fries|21138|312 3.43 41.44 14.73 3.8 210 579 0.3|1 small-portion 71, 1 portion 117
Hash browns|Tortitas de patata|roesti|11370|265 3 35.11 12.52 3.2 342 576 1.49|0.5 cup 78, 1 cup 156
Pumpkin|Calabaza||11423|20 0.72 4.9 0.07 1.1 1 230 2.08|0.5 cup 123, 1 cup 245
Radishes|Rábanos||11429|16 0.68 3.4 0.1 1.6 39 233 1.86|3 piece 14, 0.5 cup 58
Sauerkraut|Chucrut||11439|19 0.91 4.28 0.14 2.9 661 170 1.78|0.5 cup 71, 1 cup 142
Spinach, raw|Espinacas crudas||11457|23 2.86 3.63 0.39 2.2 79 558 0.42|1 cup 30, 1 bowl 60
Spinach, cooked|Espinacas cocidas||11458|23 2.97 3.75 0.26 2.4 70 466 0.43|0.5 cup 90, 1 cup 180
Butternut squash|Calabaza cacahuete|squash|11486|40 0.9 10.49 0.09 3.2 4 284 1.97|0.5 cup 103, 1 cup 205
Zucchini|Calabacín|courgette|11478|15 1.14 2.69 0.36 1 3 264 1.71|0.5 cup 90, 1 cup 180
Sweet potato|Boniato|yam|11508|90 2.01 20.71 0.15 3.3 36 475 6.48|1 small 60, 1 medium 114
Swiss chard|Acelgas||11148|20 1.88 4.13 0.08 2.1 179 549 1.1|0.5 cup 88, 1 cup 175
Tomato|Tomate|tomatoes,cherry tomatoes|11529|18 0.88 3.89 0.2 1.2 5 237 2.63|1 small 91, 1 medium 123
Canned tomatoes|Tomate triturado|tinned tomatoes|11531|17 0.78 4 0.13 1 128 188 2.38|0.5 cup 120, 1 cup 240
Tomato sauce|Salsa de tomate|passata|11549|24 1.32 5.38 0.18 1.5 524 331 4.25|0.25 cup 61, 0.5 cup 123
Turnip|Nabo||11565|22 0.71 5.06 0.08 2 16 177 2.99|0.5 cup 78, 1 cup 156
Pickled cucumber|Pepinillo en vinagre|gherkin,pickle|11937|12 0.6 2.59 0.14 1.1 875 92 1.31|1 small 35, 1 piece 65
Vegetable mix, frozen|Verduras variadas|mixed vegetables|11584|65 2.86 13.09 0.15 4.4 35 169 3.12|0.5 cup 91, 1 cup 182
# pulses
Baked beans|Alubias en salsa de tomate|beans in tomato sauce|16006|94 4.75 21.14 0.37 4.1 343 224 7.96|0.5 cup 127, 1 cup 254
Kidney beans|Alubias rojas|red beans|16033|127 8.67 22.8 0.5 7.4 2 403 0.32|0.5 cup 89, 1 cup 177
White beans|Judías blancas|haricot beans|16050|139 9.73 25.09 0.35 6.3 6 561 0.34|0.5 cup 90, 1 cup 179
Chickpeas|Garbanzos|garbanzo beans|16057|164 8.86 27.42 2.59 7.6 7 291 4.8|0.5 cup 82, 1 cup 164
Lentils|Lentejas||16070|116 9.02 20.13 0.38 7.9 2 369 1.8|0.5 cup 99, 1 cup 198
Split peas|Guisantes secos||16086|118 8.34 21.1 0.39 8.3 2 362 2.9|0.5 cup 98, 1 cup 196
Tofu|Tofu|bean curd|16126|70 8.19 1.69 4.17 0.9 12 148 0.6|1 slice 79, 0.5 cup 126
Soya milk|Bebida de soja|soy milk|16120|54 3.27 6.28 1.75 0.6 51 118 3.99|1 glass 243, 0.5 cup 122
# nuts
Almonds|Almendras||12061|579 21.15 21.55 49.93 12.5 1 733 4.2|10 piece 12, 1 handful 28
Cashews|Anacardos||12085|574 15.31 32.69 46.35 3 16 565 5.01|1 handful 28, 1 tablespoon 9
Hazelnuts|Avellanas||12120|628 14.95 16.7 60.75 9.7 0 680 4.34|1 handful 28, 10 piece 14
Peanuts|Cacahuetes||16390|585 23.68 21.51 49.66 8 6 658 4.18|1 handful 28, 1 tablespoon 9
Peanut butter|Crema de cacahuete||16098|588 25.09 19.56 50.39 6 459 649 9.22|1 tablespoon 16, 2 tablespoon 32
Pecans|Nueces pecanas||12142|691 9.17 13.86 71.97 9.6 0 410 3.97|1 handful 28, 5 piece 7
Pistachios|Pistachos||12151|562 20.27 27.51 45.39 10.3 1 1025 7.66|1 handful 28, 10 piece 6
Sunflower seeds|Pipas de girasol||12036|584 20.78 20 51.46 8.6 9 645 2.62|1 tablespoon 9, 1 handful 28
Pumpkin seeds|Pipas de calabaza||12014|559 30.23 10.71 49.05 6 7 809 1.4|1 tablespoon 8, 1 handful 28
Linseed|Semillas de lino|flaxseed|12220|534 18.29 28.88 42.16 27.3 30 813 1.55|1 teaspoon 3, 1 tablespoon 10
Walnuts|Nueces||12155|654 15.23 13.71 65.21 6.7 2 441 2.61|4 piece 8, 1 handful 28
Brazil nuts|Nueces de Brasil||12078|656 14.32 12.27 66.43 7.5 3 659 2.33|1 piece 5, 1 handful 28
# bread and grain
White bread|Pan blanco|toast,bread|18069|265 9.15 49.06 3.19 2.7 491 115 5.07|1 slice 25, 2 slice 50
Wholemeal bread|Pan integral|whole wheat bread,brown bread|18075|252 12.45 42.71 3.5 6 455 254 4.34|1 slice 28, 2 slice 56
Rye bread|Pan de centeno||18060|259 8.5 48.3 3.3 5.8 603 166 3.85|1 slice 32, 2 slice 64
Pumpernickel|Pan negro de centeno||18044|250 8.7 47.5 3.1 6.5 596 208 0.53|1 slice 26, 2 slice 52
French bread|Pan de barra|baguette|18029|289 11.75 56.44 1.83 2.4 513 128 2.56|1 slice 25, 1 piece 64
Raisin bread|Pan de pasas||18047|274 7.9 52.3 4.4 4.3 347 227 5.68|1 slice 26, 2 slice 52
Bread roll|Panecillo|bun,dinner roll|18342|310 10.86 52.04 6.47 2 467 139 5.55|1 piece 28, 2 piece 56
Bagel|Bagel||18001|257 10.02 50.5 1.62 2.2 477 75 5.05|0.5 piece 50, 1 piece 99
Pita bread|Pan de pita||18041|275 9.1 55.7 1.2 2.2 536 120 1.3|1 small 28, 1 large 60
Tortilla, flour|Tortilla de trigo|wrap|18364|301 8 51.21 6.7 2.3 686 153 4.39|1 small 32, 1 large 49
Tortilla, corn|Tortilla de maíz||18363|218 5.7 44.64 2.85 6.3 45 186 0.88|1 piece 26, 2 piece 52
Croissant|Cruasán||18239|406 8.2 45.8 21 2.6 467 118 11.26|1 small 42, 1 medium 57
English muffin|Panecillo inglés||18258|227 8.87 44.17 1.69 3.5 425 109 3.53|0.5 piece 29, 1 piece 57
Crackers|Galletas saladas|cream crackers|18229|510 6.75 61.46 26.39 2.3 705 118 8.46|4 piece 12, 8 piece 24
Crispbread|Pan crujiente|knaeckebrot|18216|366 7.9 82.2 1.3 16.5 410 319 1.07|1 slice 10, 2 slice 20
Rice cakes|Tortitas de arroz||19051|387 8.2 81.5 2.8 4.2 326 290 0.88|1 piece 9, 2 piece 18
White rice|Arroz blanco|rice|20445|130 2.69 28.17 0.28 0.4 1 35 0.05|0.5 cup 79, 1 cup 158
Brown rice|Arroz integral|wholegrain rice|20037|111 2.58 22.96 0.9 1.8 5 43 0.35|0.5 cup 98, 1 cup 195
Pasta|Pasta|spaghetti,macaroni|20121|158 5.8 30.86 0.93 1.8 1 44 0.56|0.5 cup 70, 1 cup 140
Wholemeal pasta|Pasta integral|whole wheat spaghetti|20125|124 5.33 26.54 0.54 4.5 3 44 0.8|0.5 cup 70, 1 cup 140
Egg noodles|Fideos al huevo|noodles|20110|138 4.54 25.16 2.07 1.2 5 38 0.4|0.5 cup 80, 1 cup 160
Couscous|Cuscús||20029|112 3.79 23.22 0.16 1.4 5 58 0.1|0.5 cup 79, 1 cup 157
Bulgur|Bulgur||20013|83 3.08 18.58 0.24 4.5 5 68 0.1|0.5 cup 91, 1 cup 182
Quinoa|Quinoa||20137|120 4.4 21.3 1.92 2.8 7 172 0.87|0.5 cup 93, 1 cup 185
Barley|Cebada|pearl barley|20006|123 2.26 28.22 0.44 3.8 3 93 0.28|0.5 cup 79, 1 cup 157
Buckwheat|Trigo sarraceno|kasha|20010|92 3.38 19.94 0.62 2.7 4 88 0.9|0.5 cup 84, 1 cup 168
Polenta|Polenta|cornmeal,grits|08091|71 1.71 14.76 0.46 0.8 2 27 0.12|0.5 cup 121, 1 cup 242
Porridge|Gachas de avena|oatmeal,oats cooked|08121|71 2.54 12 1.52 1.7 4 70 0.27|0.5 cup 117, 1 cup 234
Rolled oats|Copos de avena|oats dry|08120|379 13.15 67.7 6.52 10.1 6 362 0.99|0.5 cup 40, 1 tablespoon 5
Semolina|Sémola|cream of wheat|08103|50 1.44 10.52 0.21 0.5 6 16 0.03|0.5 cup 126, 1 cup 251
Muesli|Muesli||42184|340 9.7 77.8 4.9 7.3 231 486 31|0.5 cup 43, 1 cup 85
Granola|Granola||08037|489 14.85 53.25 24.06 9 25 540 20|0.25 cup 31, 0.5 cup 61
Cornflakes|Copos de maíz|corn flakes|08020|357 7.5 84.1 0.4 3.3 729 168 9.5|1 cup 28, 1 bowl 40
Bran flakes|Copos de salvado||08029|322 10.3 79.3 2.2 18.2 600 553 17.8|1 cup 40, 0.5 cup 20
Shredded wheat|Trigo inflado||08147|337 11.37 78.76 2.21 12 6 376 0.94|1 piece 24, 2 piece 47
Wheat germ|Germen de trigo||08084|382 29.1 49.6 10.7 15.1 4 947 7.8|1 tablespoon 7, 0.25 cup 28
Flour, white|Harina|plain flour|20081|364 10.33 76.31 0.98 2.7 2 107 0.27|1 tablespoon 8, 1 cup 125
# dairy and eggs
Whole milk|Leche entera|milk|01077|61 3.15 4.8 3.25 0 43 132 5.05|1 glass 244, 0.5 cup 122
Semi-skimmed milk|Leche semidesnatada|reduced fat milk,milk|01079|50 3.3 4.8 1.98 0 47 140 5.06|1 glass 244, 0.5 cup 122
Skimmed milk|Leche desnatada|fat free milk,milk|01085|34 3.37 4.96 0.08 0 42 156 5.09|1 glass 245, 0.5 cup 123
Buttermilk|Suero de mantequilla||01088|40 3.31 4.79 0.88 0 190 151 4.79|1 glass 245, 0.5 cup 123
Chocolate milk|Leche con cacao||01102|83 3.17 10.34 3.39 0.8 60 167 9.54|1 glass 250, 0.5 cup 125
Evaporated milk|Leche evaporada||01096|134 6.81 10.04 7.56 0 106 303 10.04|1 tablespoon 16, 0.5 cup 126
Condensed milk|Leche condensada||01095|321 7.91 54.4 8.7 0 127 371 54.4|1 tablespoon 19, 2 tablespoon 38
Plain yogurt|Yogur natural|yoghurt,natural yogurt|01116|61 3.47 4.66 3.25 0 46 155 4.66|1 pot 125, 1 cup 245
Low-fat yogurt|Yogur desnatado|yoghurt|01117|63 5.25 7.04 1.55 0 70 234 7.04|1 pot 125, 1 cup 245
Fruit yogurt|Yogur de frutas|yoghurt|01121|102 4.37 19.05 1.08 0 58 195 19.05|1 pot 125, 1 cup 245
Greek yogurt|Yogur griego|yoghurt|01256|59 10.19 3.6 0.39 0 36 141 3.24|1 pot 125, 1 cup 227
Cream, heavy|Nata para montar|double cream,whipping cream|01053|345 2.05 2.79 37 0 38 75 2.79|1 tablespoon 15, 2 tablespoon 30
Cream, light|Nata líquida|coffee cream,single cream|01050|195 2.7 3.66 19.31 0 40 122 3.66|1 tablespoon 15, 2 tablespoon 30
Sour cream|Nata agria||01056|193 2.07 2.88 19.73 0 47 141 2.88|1 tablespoon 12, 2 tablespoon 24
Butter|Mantequilla||01001|717 0.85 0.06 81.11 0 643 24 0.06|1 teaspoon 5, 1 tablespoon 14
Cheddar cheese|Queso cheddar|cheese|01009|403 24.9 1.28 33.14 0 621 98 0.52|1 slice 28, 1 piece 40
Gouda cheese|Queso gouda|cheese|01022|356 24.94 2.22 27.44 0 819 121 2.22|1 slice 28, 1 piece 40
Swiss cheese|Queso emmental|emmental,cheese|01040|380 26.93 5.38 27.8 0 70 77 1.32|1 slice 28, 1 piece 40
Brie|Queso brie|camembert,soft cheese|01006|334 20.75 0.45 27.68 0 629 152 0.45|1 slice 28, 1 piece 40
Blue cheese|Queso azul|roquefort|01004|353 21.4 2.34 28.74 0 1146 256 0.5|1 slice 28, 1 piece 40
Feta|Queso feta|sheep cheese|01019|264 14.21 4.09 21.28 0 917 62 4.09|1 piece 28, 0.25 cup 38
Goat cheese|Queso de cabra||01159|268 18.52 0 21.08 0 459 26 0.89|1 slice 28, 1 piece 40
Mozzarella|Mozzarella||01026|300 22.17 2.19 22.35 0 627 76 1.03|1 slice 28, 0.5 piece 62
Parmesan|Queso parmesano|grated cheese|01032|431 38.46 4.06 28.61 0 1529 125 0.9|1 tablespoon 5, 2 tablespoon 10
Cream cheese|Queso crema|soft cheese|01017|342 5.93 4.07 34.24 0 365 138 3.21|1 tablespoon 15, 2 tablespoon 29
Cottage cheese|Requesón|curd cheese|01015|86 11.83 3.66 2.45 0 330 84 3.67|0.5 cup 113, 0.25 cup 57
Ricotta|Ricotta||01037|138 11.39 5.14 7.91 0 99 125 0.31|0.5 cup 124, 0.25 cup 62
Cheese spread|Queso para untar|processed cheese|01048|290 16.41 8.73 21.23 0 1625 242 7.32|1 tablespoon 15, 2 tablespoon 30
Egg, boiled|Huevo cocido|eggs,hard-boiled egg|01129|155 12.58 1.12 10.61 0 124 126 1.12|1 piece 50, 2 piece 100
Egg, fried|Huevo frito|eggs|01128|196 13.61 0.83 14.84 0 207 152 0.4|1 piece 46, 2 piece 92
Scrambled eggs|Huevos revueltos|eggs|01132|149 9.99 1.61 10.98 0 145 132 1.39|1 piece 61, 2 piece 122
Omelette|Tortilla francesa|omelet,eggs|01130|154 10.57 0.64 11.66 0 155 117 0.31|1 piece 61, 2 piece 122
Egg, poached|Huevo escalfado|eggs|01131|143 12.51 0.71 9.47 0 297 138 0.37|1 piece 50, 2 piece 100
Egg|Huevo|eggs,raw egg|01123|143 12.56 0.72 9.51 0 142 138 0.37|1 small 38, 1 large 50
Egg white|Clara de huevo||01124|52 10.9 0.73 0.17 0 166 163 0.71|1 piece 33, 2 piece 66
Egg yolk|Yema de huevo||01125|322 15.86 3.59 26.54 0 48 109 0.56|1 piece 17, 2 piece 34
Vanilla ice cream|Helado de vainilla|ice cream|19095|207 3.5 23.6 11 0.7 80 199 21.22|1 scoop 66, 2 scoop 132
Chocolate ice cream|Helado de chocolate|ice cream|19270|216 3.8 28.2 11 1.2 76 249 25.36|1 scoop 66, 2 scoop 132
Rice pudding|Arroz con leche||19193|108 3.23 18.39 2.15 0.3 97 125 11.59|0.5 cup 113, 1 pot 150
Vanilla pudding|Natillas|custard|19201|130 1.45 22.6 3.78 0 142 65 16.97|1 pot 110, 0.5 cup 113
Chocolate pudding|Natillas de chocolate||19183|142 2.09 23.01 4.6 0 152 184 17.17|1 pot 108, 0.5 cup 113
# meat
Chicken breast|Pechuga de pollo|chicken|05064|165 31.02 0 3.57 0 74 256 0|1 small-portion 86, 1 large-portion 172
Chicken thigh|Muslo de pollo|chicken|05098|179 24.76 0 8.15 0 106 269 0|1 piece 52, 2 piece 104
Chicken leg|Pierna de pollo|chicken,drumstick|05069|191 23.35 0 10.15 0 123 247 0|1 piece 52, 2 piece 104
Roast chicken|Pollo asado|chicken|05009|239 27.3 0 13.6 0 82 223 0|1 portion 140, 1 small-portion 85
Chicken liver|Hígado de pollo||05028|167 24.46 0.87 6.51 0 76 263 0|1 piece 44, 1 portion 88
Turkey breast|Pechuga de pavo|turkey|05220|147 30.13 0 2.08 0 99 249 0|1 slice 28, 1 portion 85
Turkey|Pavo asado|roast turkey|05168|159 29.06 0 3.84 0 101 239 0|1 portion 85, 1 large-portion 140
Duck|Pato asado|roast duck|05140|337 18.99 0 28.35 0 59 204 0|1 portion 140, 1 small-portion 85
Beef steak|Bistec de ternera|steak|23610|178 29.42 0 5.84 0 61 376 0|1 small-portion 113, 1 piece 170
Roast beef|Rosbif|beef|23598|169 29.73 0 4.71 0 38 241 0|1 slice 42, 1 portion 85
Minced beef|Carne picada|ground beef,hamburger|23568|250 25.93 0 15.48 0 72 318 0|1 piece 85, 1 small-portion 60
Beef stew meat|Carne de guiso|goulash,pot roast|23602|214 34.66 0 7.36 0 56 277 0|1 portion 85, 1 large-portion 140
Beef liver|Hígado de ternera|liver|13327|175 26.52 5.16 4.68 0 77 351 0|1 slice 81, 1 portion 120
Veal|Ternera lechal|schnitzel|17102|183 33.17 0 4.62 0 77 442 0|1 slice 85, 1 portion 120
Lamb|Cordero|lamb chop|17014|191 28.3 0 7.74 0 68 338 0|1 portion 85, 1 large-portion 140
Pork chop|Chuleta de cerdo|pork|10038|209 25.61 0 11.06 0 55 344 0|1 piece 120, 1 small 85
Roast pork|Cerdo asado|pork|10023|248 27.09 0 14.65 0 59 408 0|1 slice 42, 1 portion 85
Pork fillet|Solomillo de cerdo|tenderloin|10061|143 26.17 0 3.51 0 57 421 0|3 slice 85, 1 portion 120
Ham|Jamón cocido|cooked ham|07029|163 16.6 3.83 8.6 1.3 1143 287 0|1 slice 28, 2 slice 56
Bacon|Beicon||43378|541 37.04 1.43 41.78 0 1030 565 0|1 slice 8, 3 slice 24
Bratwurst|Salchicha alemana|sausage|07013|333 13.72 2.85 29.18 0 846 348 0|1 piece 85, 0.5 piece 42
Frankfurter|Salchicha de Fráncfort|hot dog,sausage,wiener|07023|305 11.53 1.72 27.64 0 819 167 0|1 piece 45, 2 piece 90
Pork sausage|Salchicha de cerdo|sausage|07089|344 19.12 4.27 27.31 0.1 1207 304 0.86|1 piece 23, 2 piece 46
Salami|Salami||07068|261 12.6 1.9 22.2 0 1140 188 1.5|1 slice 26, 3 slice 78
Chorizo|Chorizo||07019|455 24.1 1.86 38.27 0 1235 398 0|1 slice 10, 1 piece 60
Bologna sausage|Mortadela|cold cut|07008|308 15.2 5.49 24.59 0 960 315 4.42|1 slice 28, 2 slice 56
Meatloaf|Pastel de carne|meat loaf,meatballs|23576|254 25.25 0 16.17 0 67 271 0|1 slice 85, 1 large-slice 113
Rabbit|Conejo||17178|197 29.06 0 8.05 0 47 383 0|1 portion 85, 1 large-portion 140
# fish
Salmon|Salmón|baked salmon|15237|206 22.1 0 12.35 0 61 384 0|1 small-portion 85, 1 piece 178
Smoked salmon|Salmón ahumado|lox|15077|117 18.28 0 4.32 0 672 175 0|1 slice 28, 3 slice 84
Canned salmon|Salmón en lata||15260|138 23.1 0 5.02 0 381 333 0|0.5 cup 75, 1 can 140
Cod|Bacalao fresco|white fish|15016|105 22.83 0 0.86 0 78 244 0|1 small-portion 85, 1 piece 180
Haddock|Eglefino|white fish|15034|90 19.99 0 0.55 0 261 351 0|1 small-portion 85, 1 piece 150
Plaice|Platija|sole,flatfish,flounder|15029|86 15.24 0 2.37 0 363 197 0|1 small-portion 85, 1 piece 127
Trout|Trucha||15241|168 23.8 0 7.38 0 61 450 0|1 small-portion 85, 1 piece 143
Tuna, canned in water|Atún al natural|tuna|15121|86 19.44 0 0.96 0 247 179 0|0.5 can 80, 1 can 165
Tuna, canned in oil|Atún en aceite|tuna|15119|198 29.13 0 8.21 0 416 207 0|0.5 can 85, 1 can 171
Sardines|Sardinas||15088|208 24.62 0 11.45 0 307 397 0|2 piece 24, 1 can 92
Herring, pickled|Arenque en vinagre|rollmops|15041|262 14.19 9.64 18 0 870 69 7.71|1 piece 15, 3 piece 45
Mackerel|Caballa||15047|262 23.85 0 17.81 0 83 401 0|1 small-portion 85, 1 piece 88
Fish fingers|Palitos de pescado|fish sticks|15027|277 11.01 21.66 16.23 1.5 402 185 1.65|3 piece 84, 5 piece 140
Anchovies|Anchoas||15002|210 28.89 0 9.71 0 3668 544 0|1 piece 4, 5 piece 20
Tilapia|Tilapia|white fish|15262|128 26.15 0 2.65 0 56 380 0|1 small-portion 57, 1 piece 87
Hake|Merluza|whiting,pollock|15133|116 23.48 0 1.69 0 132 434 0|1 small-portion 72, 1 portion 120
# soups and dishes
Chicken soup|Sopa de pollo|chicken noodle soup|06419|25 1.27 2.95 0.95 0.2 349 22 0.27|1 cup 241, 1 bowl 350
Vegetable soup|Sopa de verduras|minestrone|06468|28 0.86 4.89 0.79 0.3 338 86 1.57|1 cup 241, 1 bowl 350
Tomato soup|Sopa de tomate||06559|30 0.79 6.57 0.28 0.6 190 112 3.97|1 cup 244, 1 bowl 350
Pea soup|Sopa de guisantes||06449|61 3.2 9.88 1.09 1.9 336 71 3.19|1 cup 250, 1 bowl 350
Mushroom soup|Crema de champiñones||06443|39 0.66 3.33 2.59 0.3 340 31 0.2|1 cup 244, 1 bowl 350
Onion soup|Sopa de cebolla||06494|12 0.32 2.77 0.01 0.3 346 31 0.2|1 cup 241, 1 bowl 350
Chicken broth|Caldo de pollo|bouillon,stock|06413|16 2.02 0.38 0.57 0 306 86 0.29|1 cup 240, 0.5 cup 120
Beef broth|Caldo de carne|bouillon,stock|06008|7 1.14 0.04 0.22 0 372 54 0|1 cup 240, 0.5 cup 120
Pizza with cheese|Pizza de queso|pizza margherita|21224|268 10.36 29.02 12.28 2.2 447 152 3.57|1 slice 107, 2 slice 214
Pizza with meat|Pizza con carne y verduras|salami pizza|21226|276 11.28 25.14 14.43 2.2 555 209 4.85|1 slice 111, 2 slice 222
Lasagne|Lasaña|lasagna|22916|126 6.62 14.32 4.65 1.4 354 191 3.07|1 small-portion 150, 1 portion 215
Macaroni and cheese|Macarrones con queso|mac and cheese|22247|82 3.38 11.52 2.46 0.5 302 84 0.5|0.5 cup 122, 1 cup 244
Ravioli|Ravioli||22899|77 2.48 13.64 1.45 1.3 306 232 3.72|0.5 cup 121, 1 cup 242
Hamburger|Hamburguesa|burger|21107|297 16.52 31.5 12.01 1.7 331 197 4.88|1 piece 90, 0.5 piece 45
Cheeseburger|Hamburguesa con queso|burger|21089|308 16.51 28.03 14.72 2 515 196 4.88|1 piece 102, 0.5 piece 51
Chili with beans|Chili con carne|chilli|16059|112 5.71 11.91 5.49 4.4 522 365 1.19|0.5 cup 128, 1 cup 256
Beef stew|Estofado de ternera|goulash|22905|99 4.41 7.85 5.53 0.9 388 163 1.76|0.5 cup 116, 1 cup 232
Chicken nuggets|Nuggets de pollo||21229|307 15.92 14.93 20.36 0.9 594 251 0.08|4 piece 64, 6 piece 96
Fish sandwich|Bocadillo de pescado|fish burger|21105|257 10.29 26.69 12.45 1 602 206 3.53|1 piece 158, 0.5 piece 79
# sweets
Sugar|Azúcar|white sugar|19335|387 0 99.98 0 0 1 2 99.8|1 teaspoon 4, 1 tablespoon 13
Honey|Miel||19296|304 0.3 82.4 0 0.2 4 52 82.12|1 teaspoon 7, 1 tablespoon 21
Jam|Mermelada|preserves,marmalade|19297|278 0.37 68.86 0.07 1.1 32 77 48.5|1 teaspoon 7, 1 tablespoon 20
Orange marmalade|Mermelada de naranja|jam|19303|246 0.3 66.3 0 0.7 56 37 60|1 teaspoon 7, 1 tablespoon 20
Maple syrup|Sirope de arce||19353|260 0.04 67.04 0.06 0 12 212 67.9|1 teaspoon 7, 1 tablespoon 20
Milk chocolate|Chocolate con leche|chocolate|19120|535 7.65 59.4 29.66 3.4 79 372 51.5|2 square 10, 1 bar 44
Dark chocolate|Chocolate negro|chocolate|19903|579 6.12 52.42 38.31 8 10 567 36.71|2 square 10, 1 piece 28
Chocolate spread|Crema de avellanas|hazelnut spread|19125|541 5.41 62.16 29.73 5.4 41 407 54.05|1 teaspoon 6, 1 tablespoon 19
Apple pie|Tarta de manzana||18301|237 1.9 34 11 1.6 201 65 15.65|1 small-slice 117, 1 slice 155
Cherry pie|Tarta de cerezas||18308|260 2 39.8 11 0.8 246 81 14.29|1 small-slice 117, 1 slice 150
Pumpkin pie|Tarta de calabaza||18326|243 3.9 34.83 9.75 1.8 239 167 18.88|1 small-slice 109, 1 slice 133
Cheesecake|Tarta de queso||18147|321 5.5 25.5 22.5 0.4 438 90 21.8|1 slice 80, 1 large-slice 125
Chocolate cake|Tarta de chocolate|cake|18096|389 3.48 52.84 20.05 2.2 348 270 39.96|1 slice 64, 1 large-slice 110
Sponge cake|Bizcocho|cake|18133|290 5.4 61 2.7 0.5 623 99 36.66|1 slice 38, 2 slice 76
Pound cake|Bizcocho de mantequilla|cake,madeira cake|18120|353 5 53.64 13.96 0.6 377 149 33.36|1 slice 28, 1 large-slice 60
Fruit cake|Pastel de frutas|christmas cake|18110|324 2.9 61.6 9.1 3.7 101 153 27.42|1 slice 43, 2 slice 86
Doughnut|Rosquilla|donut,berliner|18248|418 5.87 45.63 23.55 1.6 450 113 16.28|1 piece 47, 0.5 piece 24
Danish pastry|Bollo danés|sweet roll|18246|371 5.4 47.8 18.5 1.9 445 83 27.53|1 piece 71, 0.5 piece 36
Cinnamon roll|Rollo de canela|cinnamon bun|18356|372 6.2 50.9 16.4 2.4 304 111 31.73|1 piece 60, 0.5 piece 30
Blueberry muffin|Magdalena de arándanos|muffin|18274|377 4.54 53.98 15.85 1 339 115 32.77|1 small 66, 1 medium 113
Oatmeal biscuits|Galletas de avena|cookies,oatmeal cookies|18178|450 6.2 68.7 18.1 2.8 383 142 24.66|1 piece 18, 2 piece 36
Chocolate chip biscuits|Galletas con chocolate|cookies|18159|490 5.07 65.76 24.28 2 307 169 33.08|1 piece 10, 3 piece 30
Shortbread|Galletas de mantequilla|cookies,butter biscuits|18192|502 6.1 64.5 24.1 1.8 524 100 15.06|1 piece 8, 3 piece 24
Ginger biscuits|Galletas de jengibre|ginger snaps|18172|416 5.6 76.9 9.8 2.2 501 346 19.92|1 piece 7, 3 piece 21
Digestive biscuits|Galletas digestivas|graham crackers|18173|423 6.9 76.8 10.1 2.8 477 135 31.1|1 piece 14, 2 piece 28
Jelly|Gelatina|gelatin dessert,jello|19173|62 1.22 14.19 0 0 75 1 13.49|0.5 cup 135, 1 pot 100
Hard candy|Caramelos|sweets,boiled sweets|19107|394 0 98 0.2 0 38 5 62.9|1 piece 6, 3 piece 18
Popcorn|Palomitas||19034|387 12.94 77.78 4.54 14.5 8 329 0.87|1 cup 8, 1 bowl 24
Potato crisps|Patatas fritas de bolsa|chips,crisps|19411|542 6.56 50.81 36.4 4.4 450 1642 0.37|1 handful 15, 1 bag 28
Pretzels|Pretzels||19047|384 9.95 79.97 3.47 3.3 1150 289 2.43|1 handful 15, 10 piece 60
Cereal bar|Barrita de cereales|granola bar|19015|471 10.1 64.4 19.8 5.3 294 336 28.57|1 piece 25, 0.5 piece 12
# fats and sauces
Olive oil|Aceite de oliva||04053|884 0 0 100 0 2 1 0|1 teaspoon 4.5, 1 tablespoon 13.5
Sunflower oil|Aceite de girasol|vegetable oil|04506|884 0 0 100 0 0 0 0|1 teaspoon 4.5, 1 tablespoon 13.6
Rapeseed oil|Aceite de colza|canola oil|04582|884 0 0 100 0 0 0 0|1 teaspoon 4.5, 1 tablespoon 14
Margarine|Margarina||04610|717 0.16 0.7 80.71 0 751 18 0|1 teaspoon 5, 1 tablespoon 14
Lard|Manteca de cerdo||04002|902 0 0 100 0 0 0 0|1 teaspoon 4, 1 tablespoon 13
Mayonnaise|Mayonesa||04025|680 0.96 0.57 74.85 0 635 20 0.57|1 teaspoon 5, 1 tablespoon 14
Italian dressing|Aliño italiano|salad dressing,vinaigrette|04114|240 0.41 12.12 21.12 0 993 84 10.77|1 tablespoon 15, 2 tablespoon 30
Ranch dressing|Salsa ranch|salad dressing|04639|421 1.32 5.74 44.54 0 901 64 4.69|1 tablespoon 15, 2 tablespoon 30
Ketchup|Kétchup|catsup|11935|112 1.25 26.23 0.18 0.3 907 315 21.71|1 teaspoon 6, 1 tablespoon 17
Mustard|Mostaza||02046|67 4.37 5.33 4.01 3.3 1135 138 0.86|1 teaspoon 5, 1 tablespoon 15
Soy sauce|Salsa de soja||16123|53 8.14 4.93 0.57 0.8 5493 435 0.4|1 teaspoon 5, 1 tablespoon 16
Brown gravy|Salsa de carne|gravy|06116|53 3.75 4.81 2.36 0.4 560 81 0.21|2 tablespoon 30, 0.25 cup 58
Salt|Sal||02047|0 0 0 0 0 38758 8 0|1 pinch 0.4, 1 teaspoon 6
# drinks
Orange juice|Zumo de naranja|juice|09206|45 0.7 10.4 0.2 0.2 1 200 8.4|1 glass 200, 0.5 glass 100
Apple juice|Zumo de manzana|juice|09016|46 0.1 11.3 0.13 0.2 4 101 9.62|1 glass 200, 0.5 glass 100
Grape juice|Mosto|juice|09135|60 0.37 14.77 0.13 0.2 5 104 14.2|1 glass 200, 0.5 glass 100
Tomato juice|Zumo de tomate|juice|11540|17 0.76 4.24 0.05 0.4 269 229 3.56|1 glass 200, 0.5 glass 100
Cola|Refresco de cola|soft drink,coke|14400|37 0.07 9.56 0.02 0 4 2 8.97|1 glass 200, 1 can 370
Lemonade|Limonada|soft drink|14293|40 0.07 10.42 0.04 0 4 15 9.98|1 glass 200, 1 cup 248
Coffee, black|Café solo|coffee|14209|1 0.12 0 0.02 0 2 49 0|1 cup 237, 1 small-cup 120
Tea|Té|black tea|14355|1 0 0.3 0 0 3 37 0|1 cup 237, 1 small-cup 150
Cocoa|Chocolate a la taza|hot chocolate|01105|77 3.52 10.74 2.34 1 44 197 9.66|1 cup 250, 1 small-cup 150
Beer|Cerveza|lager|14003|43 0.46 3.55 0 0 4 27 0 3.9|1 glass 200, 1 bottle 356
White wine|Vino blanco|wine|14106|82 0.07 2.6 0 0 5 71 0.96 10.3|1 glass 147, 1 small-glass 100
Red wine|Vino tinto|wine|14096|85 0.07 2.61 0 0 4 127 0.62 10.6|1 glass 147, 1 small-glass 100
`;
